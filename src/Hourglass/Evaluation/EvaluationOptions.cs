using Hourglass.Settings;

namespace Hourglass.Evaluation;

/// <summary>How a model is evaluated. Each attribute gives the range and the meaning of an option.</summary>
public sealed record EvaluationOptions
{
    private const int MostExamples = 10_000_000;

    private static readonly OptionSet<EvaluationOptions> Declared = new(() => new EvaluationOptions());

    /// <summary>The options that can be set by name, with their ranges, defaults and meanings.</summary>
    public static IReadOnlyList<Parameter> Parameters => Declared.Parameters;

    /// <summary>The options that these names and texts stand for; what is not among them has its default.</summary>
    /// <exception cref="UsageException">A name is unknown or a value out of range.</exception>
    public static EvaluationOptions Read(IReadOnlyDictionary<string, string> values) => Declared.Read(new SettingValues(values, Parameters, "evaluate"));

    /// <summary>Seed of corruption, binarisation, latent draws and generated examples; equal seeds give equal metrics. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Latent draws per example for <c>nll_nats</c>; 500 to 5000 is customary.</summary>
    [Setting("latent samples per example for nll_nats; 0 omits it", Least = 0, Most = 1_000_000)]
    public int NllSamples { get; init; }

    /// <summary>Number of examples, from the first on, for <c>nll_nats</c>.</summary>
    [Setting("compute nll_nats on this many of the first examples; 0 for all", Least = 0, Most = MostExamples)]
    public int NllExamples { get; init; }

    /// <summary>Maximum number of examples for <c>mutual_information_nats</c>, chosen at random.</summary>
    [Setting("maximum number of examples for mutual_information_nats; time grows quadratically; 0 omits it", Least = 0, Most = MostExamples)]
    public int InformationExamples { get; init; } = 10_000;

    /// <summary>Number of neighbours that vote for <c>knn_accuracy</c>.</summary>
    [Setting("neighbours that vote for knn_accuracy", Least = 1, Most = 10_000)]
    public int Neighbours { get; init; } = 5;

    /// <summary>Maximum number of training codes, chosen at random, for the linear probe.</summary>
    [Setting("maximum number of training codes for the linear probe; 0 omits it", Least = 0, Most = MostExamples)]
    public int ProbeExamples { get; init; } = 20_000;

    /// <summary>The regularisation of the linear probe, see <see cref="LinearProbe"/>.</summary>
    [Setting("L2 regularisation of the linear probe: mean cross-entropy + probe_l2 / 2 x sum of squared weights", Least = 0)]
    public double ProbeL2 { get; init; } = LinearProbe.DefaultL2;

    /// <summary>Maximum number of examples, chosen at random, for <c>trustworthiness</c> and <c>continuity</c>.</summary>
    [Setting("maximum number of examples for trustworthiness and continuity; time grows quadratically; 0 omits them", Least = 0, Most = 50_000)]
    public int NeighbourhoodExamples { get; init; } = 2000;

    /// <summary>Maximum number of examples that disentanglement scores are fitted to; at least 2 if not 0.</summary>
    [Setting("maximum number of examples for the disentanglement scores, if the data have factors; 0 omits them", Least = 0, Most = MostExamples)]
    public int DisentanglementExamples { get; init; } = 10_000;

    /// <summary>Whether metrics of the code are also computed for PCA of the same size.</summary>
    [Setting("also compute the code metrics for PCA of the same size")]
    public bool Pca { get; init; } = true;

    /// <summary>
    /// Number of generated images for <c>frechet_distance</c> and related metrics; 10,000 is customary. On first use, a classifier of the data is trained.
    /// </summary>
    [Setting("number of generated images for frechet_distance, precision, recall, density and coverage; 0 omits them. For a model of a table, the number of made " +
        "rows that are compared with real ones; by default as many as training rows, at most 50000", Least = 0, Most = 1_000_000)]
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
    internal IEnumerable<MessageText> Violations()
    {
        foreach (var violation in Declared.Violations(this)) yield return violation;
        if (DisentanglementExamples == 1)
            yield return $"{What("disentanglement_examples")} is {Got(1)}; give " +
                $"{Allowed("0 to omit the disentanglement scores, or 2 or more, such as 10000")}.";
        if (Generated is > 0 and <= DensityCoverage.DefaultNeighbours)
            yield return $"{What("generated")} is {Got(Generated)}; give " +
                $"{Allowed($"0 to omit generated images, or more than {DensityCoverage.DefaultNeighbours}, such as 10000")}.";
    }
}
