using Hourglass.Cli.Reproduction;
using Hourglass.Persistence;
using Hourglass.Training;

namespace Hourglass.Tests.Cli.Reproduction;

/// <summary>A small row, trained.</summary>
public sealed class ReproductionRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ReproductionFolder repository;
    private readonly ReproductionRow row;
    private readonly List<int> trained = [];
    private readonly List<int> reached = [];

    public ReproductionRunTests()
    {
        Samples.Rows(folder);
        repository = new ReproductionFolder(folder.Root);
        Directory.CreateDirectory(repository.Rows);
        row = new ReproductionRow
        {
            Id = "small",
            Title = "a small row",
            Model = "vae",
            Data = folder["rows.npz"],
            Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["hidden"] = "[4]", ["latent"] = "2", ["batch"] = "16", ["loss"] = "gaussian" },
            Epochs = new ReproductionEpochs(2, 4),
            Curve = [1, 3],
            Evaluate = new Dictionary<string, string>(StringComparer.Ordinal) { ["nll_samples"] = "5" },
            CurveEvaluate = new Dictionary<string, string>(StringComparer.Ordinal) { ["nll_samples"] = "2" },
            Figure = new ReproducedFigure("nll", "nll_nats"),
            Source = "nobody",
            Protocol = "none",
            SecondsPerEpoch = 1,
        };
    }

    [Fact]
    public void A_larger_budget_goes_on_from_a_smaller_one_as_if_it_had_been_asked_for_at_once()
    {
        Assert.False(Run(row).IsDone(ReproductionBudget.Quick));
        Assert.True(Run(ReproductionBudget.Quick));
        Assert.Equal([1, 2], reached);
        Assert.True(Run(row).IsDone(ReproductionBudget.Quick));
        Assert.False(Run(row).IsDone(ReproductionBudget.Paper));

        Assert.True(Run(ReproductionBudget.Paper));
        Assert.Equal([1, 2, 3, 4], reached);
        Assert.True(Run(row).IsDone(ReproductionBudget.Paper));
        var result = repository.Result(row)!;
        Assert.Equal([2.0, 2, 2, 5], result.Points.Select(point => point.Metrics["nll_samples"]));
        Assert.Equal("fused", result.Engine);

        using var whole = new TemporaryFolder();
        var request = new Dictionary<string, string>(row.Settings, StringComparer.Ordinal) { ["epochs"] = "4" };
        Hourglass.Persistence.TrainingRun.Start(new RunRequest(row.Data, row.Model, request, whole["run"]), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole["run"], "weights.safetensors")), File.ReadAllBytes(Path.Combine(folder["runs"], "small", "weights.safetensors")));
    }

    [Fact]
    public void What_is_done_is_not_done_again()
    {
        Run(ReproductionBudget.Quick);
        trained.Clear();
        Assert.True(Run(ReproductionBudget.Quick));
        Assert.Empty(trained);
        Assert.Equal([1, 2], reached);

        // Without its result a trained row is evaluated again, and what it has left behind is not.
        File.Delete(Path.Combine(repository.Rows, "results", "small.json"));
        Assert.True(Run(ReproductionBudget.Quick));
        Assert.Empty(trained);
        Assert.Equal([1, 2, 2], reached);
    }

    [Fact]
    public void A_point_that_was_evaluated_in_full_is_kept()
    {
        Run(row with { CurveEvaluate = row.Evaluate }).Run(ReproductionBudget.Quick, train => train(_ => { }), _ => { }, CancellationToken.None);
        Assert.True(Run(row).IsDone(ReproductionBudget.Quick));
        Assert.True(Run(ReproductionBudget.Quick));
        Assert.Empty(reached);
    }

    [Fact]
    public void An_interrupted_row_goes_on()
    {
        using var stop = new CancellationTokenSource();
        Assert.False(Run(ReproductionBudget.Quick, happened =>
        {
            if (happened is EpochDone { Epoch: 1 }) stop.Cancel();
        }, stop.Token, atOnce: true));
        Assert.Empty(reached);
        Assert.True(Run(ReproductionBudget.Quick));
        Assert.Equal([2], reached);
        Assert.Equal([1, 2], trained);
    }

    [Fact]
    public void A_row_of_other_options_is_neither_trained_further_nor_shown()
    {
        Run(ReproductionBudget.Quick);
        var changed = row with { Settings = new Dictionary<string, string>(row.Settings, StringComparer.Ordinal) { ["batch"] = "8" } };
        Assert.Null(repository.Result(changed));
        Assert.False(Run(changed).IsDone(ReproductionBudget.Quick));
        var refused = Assert.Throws<HourglassException>(() => Run(changed).Run(ReproductionBudget.Quick, train => train(_ => { }), _ => { }, CancellationToken.None));
        Assert.Contains("other options than the row 'small'", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private ReproductionRun Run(ReproductionRow which) => new(which, repository, folder["runs"]);

    private bool Run(ReproductionBudget budget) => Run(budget, _ => { }, CancellationToken.None);

    private bool Run(ReproductionBudget budget, Action<RunEvent> watch, CancellationToken cancellation, bool atOnce = false) => Run(atOnce ? row with { Curve = [] } : row).Run(
        budget,
        train => train(happened =>
        {
            if (happened is EpochDone epoch) trained.Add(epoch.Epoch);
            watch(happened);
        }),
        point => reached.Add(point.Epochs),
        cancellation);
}
