using Hourglass.Settings;

namespace Hourglass.Evaluation;

/// <summary>Options of <c>evaluate</c>.</summary>
internal static class EvaluationParameters
{
    private const int Most = 10_000_000;
    private static readonly EvaluationOptions Defaults = new();

    public static readonly IntegerParameter NllSamples = new("nll_samples", Defaults.NllSamples, 0, 1_000_000,
        "latent samples per example for nll_nats; 0 omits it");

    public static readonly IntegerParameter NllExamples = new("nll_examples", Defaults.NllExamples, 0, Most,
        "compute nll_nats on this many of the first examples; 0 for all");

    public static readonly IntegerParameter InformationExamples = new("information_examples", Defaults.InformationExamples, 0, Most,
        "maximum number of examples for mutual_information_nats; time grows quadratically; 0 omits it");

    public static readonly IntegerParameter Neighbours = new("neighbours", Defaults.Neighbours, 1, 10_000, "neighbours that vote for knn_accuracy");

    public static readonly IntegerParameter ProbeExamples = new("probe_examples", Defaults.ProbeExamples, 0, Most,
        "maximum number of training codes for the linear probe; 0 omits it");

    public static readonly NumberParameter ProbeL2 = new("probe_l2", Defaults.ProbeL2, 0, double.PositiveInfinity,
        "L2 regularisation of the linear probe: mean cross-entropy + l2 / 2 x sum of squared weights");

    public static readonly IntegerParameter NeighbourhoodExamples = new("neighbourhood_examples", Defaults.NeighbourhoodExamples, 0, 50_000,
        "maximum number of examples for trustworthiness and continuity; time grows quadratically; 0 omits them");

    public static readonly IntegerParameter DisentanglementExamples = new("disentanglement_examples", Defaults.DisentanglementExamples, 0, Most,
        "maximum number of examples for the disentanglement scores, if the data have factors; 0 omits them");

    public static readonly FlagParameter Pca = new("pca", Defaults.Pca, "also compute the code metrics for PCA of the same size");

    public static readonly IntegerParameter Generated = new("generated", Defaults.Generated, 0, 1_000_000,
        "number of generated images for frechet_distance, precision, recall, density and coverage; 0 omits them");

    public static IReadOnlyList<Parameter> All { get; } =
        [NllSamples, NllExamples, InformationExamples, Neighbours, ProbeExamples, ProbeL2, NeighbourhoodExamples, DisentanglementExamples, Pca, Generated];

    public static EvaluationOptions Read(SettingValues settings) => new()
    {
        NllSamples = (int)settings.Get(NllSamples)!,
        NllExamples = (int)settings.Get(NllExamples)!,
        InformationExamples = (int)settings.Get(InformationExamples)!,
        Neighbours = (int)settings.Get(Neighbours)!,
        ProbeExamples = (int)settings.Get(ProbeExamples)!,
        ProbeL2 = settings.Get(ProbeL2),
        NeighbourhoodExamples = (int)settings.Get(NeighbourhoodExamples)!,
        DisentanglementExamples = (int)settings.Get(DisentanglementExamples)!,
        Pca = settings.Get(Pca),
        Generated = (int)settings.Get(Generated)!,
    };
}
