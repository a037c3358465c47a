using Hourglass.Settings;

namespace Hourglass.Evaluation;

/// <summary>Options of <c>evaluate</c>.</summary>
internal static class EvaluationParameters
{
    private const int Most = 10_000_000;
    private static readonly EvaluationOptions Defaults = new();

    public static readonly IntegerParameter NllSamples = new("nll_samples", Defaults.NllSamples, 0, 1_000_000, "latent draws an example for nll_nats; 0 leaves it out");

    public static readonly IntegerParameter NllExamples = new("nll_examples", Defaults.NllExamples, 0, Most, "how many of the first examples nll_nats is about; 0 for all");

    public static readonly IntegerParameter InformationExamples = new("information_examples", Defaults.InformationExamples, 0, Most, "most examples for mutual_information_nats; time grows with their square; 0 leaves it out");

    public static readonly IntegerParameter Neighbours = new("neighbours", Defaults.Neighbours, 1, 10_000, "neighbours that vote for knn_accuracy");

    public static readonly IntegerParameter ProbeExamples = new("probe_examples", Defaults.ProbeExamples, 0, Most, "most training codes that the linear probe learns from; 0 leaves it out");

    public static readonly NumberParameter ProbeL2 = new("probe_l2", Defaults.ProbeL2, 0, double.PositiveInfinity, "regularisation of the linear probe: mean cross-entropy + l2 / 2 x sum of squared weights");

    public static readonly IntegerParameter NeighbourhoodExamples = new("neighbourhood_examples", Defaults.NeighbourhoodExamples, 0, 50_000, "most examples for trustworthiness and continuity; time grows with their square; 0 leaves them out");

    public static readonly IntegerParameter DisentanglementExamples = new("disentanglement_examples", Defaults.DisentanglementExamples, 0, Most, "most examples that scores of disentanglement learn from, of data with factors; 0 leaves them out");

    public static readonly FlagParameter Pca = new("pca", Defaults.Pca, "give the figures of the code for PCA of the same size, too");

    public static readonly IntegerParameter Generated = new("generated", Defaults.Generated, 0, 1_000_000, "generated pictures for frechet_distance, precision, recall, density and coverage; 0 leaves them out");

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
