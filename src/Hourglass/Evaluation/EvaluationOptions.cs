using Hourglass.Settings;

namespace Hourglass.Evaluation;

/// <summary>How a model is evaluated.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The options that can be set by name, with their ranges, defaults and meanings.</summary>
    public static IReadOnlyList<Parameter> Parameters => EvaluationParameters.All;

    /// <summary>The options that these names and texts stand for; what is not among them has its default.</summary>
    /// <exception cref="UsageException">A name is unknown or a value out of range.</exception>
    public static EvaluationOptions Read(IReadOnlyDictionary<string, string> values) =>
        EvaluationParameters.Read(new SettingValues(values, Parameters, "evaluate"));

    /// <summary>Seed of corruption, binarisation, latent draws and generated examples; equal seeds give equal metrics. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number of neighbours that vote for <c>knn_accuracy</c>; at least 1, default 5.</summary>
    public int Neighbours { get; init; } = 5;

    /// <summary>Latent draws per example for <c>nll_nats</c>; 0 (the default) omits it, 500 to 5000 is customary.</summary>
    public int NllSamples { get; init; }

    /// <summary>Number of examples, from the first on, for <c>nll_nats</c>; 0 (the default) for all.</summary>
    public int NllExamples { get; init; }

    /// <summary>
    /// Maximum number of examples for <c>mutual_information_nats</c>, chosen at random; 0 omits it, default 10,000. Time grows with their square.
    /// </summary>
    public int InformationExamples { get; init; } = 10_000;

    /// <summary>Maximum number of training codes, chosen at random, for the linear probe; 0 omits it, default 20,000.</summary>
    public int ProbeExamples { get; init; } = 20_000;

    /// <summary>The linear probe's regularisation, see <see cref="LinearProbe"/>; 0 or more, default 0.0001.</summary>
    public double ProbeL2 { get; init; } = LinearProbe.DefaultL2;

    /// <summary>
    /// Maximum number of examples, chosen at random, for <c>trustworthiness</c> and <c>continuity</c>; 0 omits them, default 2,000. Time grows with their
    /// square.
    /// </summary>
    public int NeighbourhoodExamples { get; init; } = 2000;

    /// <summary>Maximum number of examples that disentanglement scores are fitted to; 0 omits them, else at least 2, default 10,000.</summary>
    public int DisentanglementExamples { get; init; } = 10_000;

    /// <summary>Whether metrics of the code are also computed for PCA of the same size. Default true.</summary>
    public bool Pca { get; init; } = true;

    /// <summary>
    /// Number of generated pictures for <c>frechet_distance</c> and related metrics; 0 (the default) omits them, 10,000 is customary. On first use, a
    /// classifier of the data is trained.
    /// </summary>
    public int Generated { get; init; }

    /// <summary>
    /// Generates a given number of examples [count, size] from a seed, in the units of the data source; null (the default) for the model's prior. It is called
    /// once per chunk of a large number, each time with another seed.
    /// </summary>
    public Func<int, ulong, float[,]>? Generate { get; init; }

    /// <summary>Name of <see cref="Generate"/> in the protocol.</summary>
    public string Sampler { get; init; } = "prior";

    /// <summary>Folder for the weights of the picture classifier; null (the default) for the user's cache folder.</summary>
    public string? ClassifierFolder { get; init; }

    /// <summary>Lists what is out of range, one sentence per violation.</summary>
    internal IEnumerable<string> Violations()
    {
        if (Neighbours < 1)
            yield return $"The number of neighbours is {Neighbours}; give at least 1, such as 5.";
        if (NllSamples < 0)
            yield return $"nll_samples is {NllSamples}; give 0 to omit the likelihood, or 1 or more, such as 500.";
        if (NllExamples < 0)
            yield return $"nll_examples is {NllExamples}; give 0 for all examples, or a number of examples from the first on.";
        if (InformationExamples < 0)
            yield return $"information_examples is {InformationExamples}; give 0 to omit mutual information, or a number of examples, such as 10000.";
        if (ProbeExamples < 0)
            yield return $"probe_examples is {ProbeExamples}; give 0 to omit the linear probe, or a number of examples, such as 20000.";
        if (!(ProbeL2 >= 0) || !double.IsFinite(ProbeL2))
            yield return $"probe_l2 is {ProbeL2}; give 0 or more, such as 0.0001.";
        if (NeighbourhoodExamples < 0)
            yield return $"neighbourhood_examples is {NeighbourhoodExamples}; " +
                "give 0 to omit trustworthiness and continuity, or a number of examples, such as 2000.";
        if (DisentanglementExamples is < 0 or 1)
            yield return $"disentanglement_examples is {DisentanglementExamples}; give 0 to omit the disentanglement scores, or 2 or more, such as 10000.";
        if (Generated is < 0 or (> 0 and <= DensityCoverage.DefaultNeighbours))
            yield return $"generated is {Generated}; give 0 to omit generated pictures, or more than {DensityCoverage.DefaultNeighbours}, such as 10000.";
    }
}
