using Hourglass.Settings;

namespace Hourglass.Evaluation;

/// <summary>How a model is judged.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The options that can be set by name, with their ranges, defaults and meanings.</summary>
    public static IReadOnlyList<Parameter> Parameters => EvaluationParameters.All;

    /// <summary>The options that these names and texts stand for; what is not among them has its default.</summary>
    /// <exception cref="UsageException">A name is unknown or a value out of range.</exception>
    public static EvaluationOptions Read(IReadOnlyDictionary<string, string> values) =>
        EvaluationParameters.Read(new SettingValues(values, Parameters, "evaluate"));

    /// <summary>Decides corruption, binarisation, latent draws and generated examples; equal seeds give equal figures. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many neighbours vote for <c>knn_accuracy</c>; at least 1, default 5.</summary>
    public int Neighbours { get; init; } = 5;

    /// <summary>Latent draws an example for <c>nll_nats</c>; 0 (the default) leaves it out, 500 to 5000 is customary.</summary>
    public int NllSamples { get; init; }

    /// <summary>How many of the first examples <c>nll_nats</c> is about; 0 (the default) for all.</summary>
    public int NllExamples { get; init; }

    /// <summary>The most examples for <c>mutual_information_nats</c>, chosen at random; 0 leaves it out, default 10,000. Time grows with their square.</summary>
    public int InformationExamples { get; init; } = 10_000;

    /// <summary>The most training codes, chosen at random, that the linear probe learns from; 0 leaves it out, default 20,000.</summary>
    public int ProbeExamples { get; init; } = 20_000;

    /// <summary>The linear probe's regularisation, see <see cref="LinearProbe"/>; 0 and more, default 0.0001.</summary>
    public double ProbeL2 { get; init; } = LinearProbe.DefaultL2;

    /// <summary>The most examples, chosen at random, for <c>trustworthiness</c> and <c>continuity</c>; 0 leaves them out, default 2,000. Time grows with their square.</summary>
    public int NeighbourhoodExamples { get; init; } = 2000;

    /// <summary>The most examples that scores of disentanglement learn from; 0 leaves them out, else at least 2, default 10,000.</summary>
    public int DisentanglementExamples { get; init; } = 10_000;

    /// <summary>Whether figures of the code are given for PCA of the same size, too. Default true.</summary>
    public bool Pca { get; init; } = true;

    /// <summary>Generated pictures for <c>frechet_distance</c> and its kin; 0 (the default) leaves them out, 10,000 is customary. The first time, a classifier of the data is trained.</summary>
    public int Generated { get; init; }

    /// <summary>Gives so many new examples [count, size] for a seed, in the units of the data source; null (the default) for the model's prior. Where there are many, it is called for some at a time, each time with another seed.</summary>
    public Func<int, ulong, float[,]>? Generate { get; init; }

    /// <summary>What <see cref="Generate"/> is called in the protocol.</summary>
    public string Sampler { get; init; } = "prior";

    /// <summary>Where the weights of the classifier of pictures are kept; null (the default) for the user's cache folder.</summary>
    public string? ClassifierFolder { get; init; }

    /// <summary>Lists what is out of range, one sentence a violation.</summary>
    internal IEnumerable<string> Violations()
    {
        if (Neighbours < 1)
            yield return $"The number of neighbours is {Neighbours}; give at least 1, such as 5.";
        if (NllSamples < 0)
            yield return $"nll_samples is {NllSamples}; give 0 to leave the likelihood out, or 1 and more, such as 500.";
        if (NllExamples < 0)
            yield return $"nll_examples is {NllExamples}; give 0 for all examples, or how many of the first ones.";
        if (InformationExamples < 0)
            yield return $"information_examples is {InformationExamples}; give 0 to leave mutual information out, or how many examples, such as 10000.";
        if (ProbeExamples < 0)
            yield return $"probe_examples is {ProbeExamples}; give 0 to leave the linear probe out, or how many examples, such as 20000.";
        if (!(ProbeL2 >= 0) || !double.IsFinite(ProbeL2))
            yield return $"probe_l2 is {ProbeL2}; give 0 or more, such as 0.0001.";
        if (NeighbourhoodExamples < 0)
            yield return $"neighbourhood_examples is {NeighbourhoodExamples}; give 0 to leave trustworthiness and continuity out, or how many examples, such as 2000.";
        if (DisentanglementExamples is < 0 or 1)
            yield return $"disentanglement_examples is {DisentanglementExamples}; give 0 to leave the scores of disentanglement out, or 2 and more, such as 10000.";
        if (Generated is < 0 or (> 0 and <= DensityCoverage.DefaultNeighbours))
            yield return $"generated is {Generated}; give 0 to leave generated pictures out, or more than {DensityCoverage.DefaultNeighbours}, such as 10000.";
    }
}
