using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Evaluation.Disentanglement;
using TorchSharp;

namespace Hourglass.Tests.Evaluation;

/// <summary>Each part of an evaluation tells its progress and is cancelled by the receiver of it, without a tensor left.</summary>
public sealed class CancellationTests : IDisposable
{
    private static readonly DataShape Picture = new(1, 12, 12);
    private static readonly Examples Pictures = Made(60, 1);
    private static readonly Examples Others = Made(80, 2);

    private static readonly string[] Parts = ["objective", "reconstructions", "nearest neighbours", "encoding", "linear probe", "neighbourhoods",
        "principal components", "dci", "mig", "sap", "factor_vae_score", "beta_vae_score", "mutual information", "likelihood",
            "training the picture classifier",
        "features of pictures", "generated pictures", "reconstructed pictures", "precision and recall", "density and coverage"];

    private readonly TemporaryFolder folder = new();
    private readonly Autoencoder model = Recipes.Vae(Networks.Dense(Picture, [16], 3)).Build(1);

    public static TheoryData<string> PartNames => [.. Parts];

    public void Dispose()
    {
        model.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Every_part_of_an_evaluation_is_told()
    {
        List<RowsDone> events = [];
        var report = Evaluate("whole", events.Add, TestContext.Current.CancellationToken);
        Assert.Equal(Parts.Order(StringComparer.Ordinal), events.Select(done => done.Part).Distinct().Order(StringComparer.Ordinal));
        Assert.All(events, done => Assert.InRange(done.Done, 0, done.Total));
        Assert.Contains(new RowsDone("likelihood", Pictures.Count, Pictures.Count), events);
        Assert.Equal(
            report.Metrics.SkipLast(3).Select(metric => metric.Name),
            Evaluate("again", null, CancellationToken.None).Metrics.SkipLast(3).Select(metric => metric.Name));
    }

    [Theory]
    [MemberData(nameof(PartNames))]
    public void An_evaluation_is_cancelled_in_each_part(string part)
    {
        using var scope = torch.NewDisposeScope();
        using var stop = new CancellationTokenSource();
        List<RowsDone> events = [];
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Assert.ThrowsAny<OperationCanceledException>(() => Evaluate("stopped", done =>
        {
            events.Add(done);
            if (done.Part == part) stop.Cancel();
        }, stop.Token));
        Assert.Equal(part, events[^1].Part);
        Assert.Single(events, done => done.Part == part);
        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Theory]
    [InlineData("likelihood")]
    [InlineData("likelihood by draws")]
    [InlineData("information")]
    [InlineData("pca")]
    [InlineData("disentanglement")]
    [InlineData("pictures")]
    [InlineData("evaluate")]
    public void A_call_that_is_cancelled_before_it_starts_computes_nothing(string call)
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var thrown = Assert.ThrowsAny<OperationCanceledException>(() => _ = (object)(call switch
        {
            "likelihood" => ImportanceSampling.Estimate(model, Pictures, 50, 1, Fail, stop.Token),
            "likelihood by draws" => ImportanceSampling.Estimate(model, Pictures, 3, 1, Fail, stop.Token),
            "information" => CodeInformation.Estimate(model, Pictures, 1, Fail, stop.Token),
            "pca" => PcaReference.Fit(model, Pictures, Fail, stop.Token),
            "disentanglement" => DisentanglementScores.Of(new float[60, 3], Pictures.Side.Factors!, null, Fail, stop.Token),
            "pictures" => PictureQuality.Compare(Pictures, Others, (count, seed) => model.Generate(count, seed), null, 8, 1, folder.Root, Fail, stop.Token),
            _ => Evaluator.Evaluate(model, Pictures, null, null, Fail, stop.Token),
        }));
        Assert.Equal(stop.Token, thrown.CancellationToken);

        static void Fail(RowsDone done) => Assert.Fail($"{done} was reported.");
    }

    [Fact]
    public void A_classifier_whose_training_was_cancelled_is_not_stored()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Evaluate("stopped", done =>
        {
            if (done.Part.StartsWith("training", StringComparison.Ordinal)) stop.Cancel();
        }, stop.Token));
        Assert.False(Directory.Exists(folder["stopped"]) && Directory.EnumerateFiles(folder["stopped"]).Any());
    }

    private EvaluationReport Evaluate(string classifier, Action<RowsDone>? report, CancellationToken cancellation) => Evaluator.Report(
        model,
        Pictures,
        Others,
        new EvaluationOptions { NllSamples = 40, Generated = 8, ClassifierFolder = folder[classifier], NeighbourhoodExamples = 50, DisentanglementExamples = 40 },
        report,
        cancellation);

    private static Examples Made(int count, int seed)
    {
        var random = new Random(seed);
        var factors = new int[count, 2];
        for (var i = 0; i < count; i++) (factors[i, 0], factors[i, 1]) = (i % 3, i / 3 % 4);
        return new FloatExamples([.. Enumerable.Range(0, count * Picture.Size).Select(_ => random.NextSingle())], Picture)
            .With(new SideData([.. Enumerable.Range(0, count).Select(i => i % 3)],
                Factors: new FactorTable([new Factor("a", 3), new Factor("b", 4)], factors)));
    }
}
