using Hourglass.Cli.Commands;
using Hourglass.Figures;
using Hourglass.Runs;
using Hourglass.Tests.Cli;
using Hourglass.Training;

namespace Hourglass.Tests.Bench.Figures;

/// <summary>A small row, trained.</summary>
public sealed class RowRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FigureTable repository;
    private readonly Row row;
    private readonly List<int> trained = [];
    private readonly List<int> reached = [];

    public RowRunTests()
    {
        Samples.Rows(folder);
        repository = FigureTable.Reproduction(folder.Root);
        Directory.CreateDirectory(repository.Rows);
        row = new Row
        {
            Id = "small",
            Title = "a small row",
            Model = "vae",
            Data = folder["rows.npz"],
            Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["hidden"] = "[4]", ["latent"] = "2", ["batch"] = "16", ["loss"] = "gaussian" },
            Epochs = new BudgetEpochs(2, 4),
            Curve = [1, 3],
            Evaluate = new Dictionary<string, string>(StringComparer.Ordinal) { ["nll_samples"] = "5" },
            CurveEvaluate = new Dictionary<string, string>(StringComparer.Ordinal) { ["nll_samples"] = "2" },
            Figures = [new Figure("nll", "nll_nats")],
            Source = "nobody",
            Protocol = "none",
            SecondsPerEpoch = 1,
        };
    }

    [Fact]
    public void A_larger_budget_goes_on_from_a_smaller_one_as_if_it_had_been_asked_for_at_once()
    {
        Assert.False(Run(row).IsDone(ReproduceBudget.Quick));
        Assert.True(Run(ReproduceBudget.Quick));
        Assert.Equal([1, 2], reached);
        Assert.True(Run(row).IsDone(ReproduceBudget.Quick));
        Assert.False(Run(row).IsDone(ReproduceBudget.Paper));

        Assert.True(Run(ReproduceBudget.Paper));
        Assert.Equal([1, 2, 3, 4], reached);
        Assert.True(Run(row).IsDone(ReproduceBudget.Paper));
        var result = repository.Result(row)!;
        Assert.Equal([2.0, 2, 2, 5], result.Points.Select(point => point.Metrics["nll_samples"]));
        Assert.Equal("fused", result.Engine);
        Assert.Single(result.Trainings);
        Assert.Equal(4, result.Points.Count(point => point.Training!.Run == result.Run && result.Run is { Length: > 0 }));
        Assert.False(result.MeantOtherThan(row));
        var faster = row with { Settings = new Dictionary<string, string>(row.Settings, StringComparer.Ordinal) { ["learning_rate"] = "0.5" } };
        Assert.True(result.MeantOtherThan(faster));

        using var whole = new TemporaryFolder();
        var request = new Dictionary<string, string>(row.Settings, StringComparer.Ordinal) { ["epochs"] = "4" };
        Hourglass.Runs.Run.Train(new RunRequest(row.Data, row.Model, request, whole["run"]), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole["run"], "weights.safetensors")),
            File.ReadAllBytes(Path.Combine(folder["runs"], "small", "weights.safetensors")));
    }

    [Fact]
    public void A_row_with_figures_of_both_splits_is_evaluated_on_both()
    {
        var both = row with { Epochs = new BudgetEpochs(1, 1), Curve = [], Neighbours = true, Figures = [row.Figure with { Split = "train" }, row.Figure, new Figure("parameters", "parameters")] };
        Run(both).Run(ReproduceBudget.Paper, train => train(_ => { }, CancellationToken.None), _ => { });
        var point = repository.Result(both)!.Last!;
        Assert.NotEqual(both.Value(both.Figures[0], point), both.Value(both.Figures[1], point));
        using var run = Hourglass.Runs.Run.Open(folder["runs", "small"]);
        Assert.Equal(run.Model.ParameterCount, both.Value(both.Figures[2] with { Split = "train" }, point));
        Assert.Equal(TorchSharp.torch.get_num_threads(), point.Training!.Threads);
    }

    [Fact]
    public void What_is_done_is_not_done_again()
    {
        Run(ReproduceBudget.Quick);
        trained.Clear();
        Assert.True(Run(ReproduceBudget.Quick));
        Assert.Empty(trained);
        Assert.Equal([1, 2], reached);

        // Without its result a trained row is evaluated again, and what it has left behind is not.
        File.Delete(Path.Combine(repository.Results, "small.json"));
        Assert.True(Run(ReproduceBudget.Quick));
        Assert.Empty(trained);
        Assert.Equal([1, 2, 2], reached);
        Assert.Equal("fused", repository.Result(row)!.Engine);
    }

    [Fact]
    public void A_training_anew_does_not_take_the_points_of_an_earlier_one_for_its_own()
    {
        // As older versions stored it: the training stands in the head alone.
        Run(ReproduceBudget.Quick);
        repository.Store(row, stored => stored! with { Run = null, Meaning = null, Version = "0.0.1", Machine = "an old machine", Points = [.. stored.Points.Select(point => point with { Training = null })] });
        Directory.Delete(folder["runs", "small"], recursive: true);
        Assert.True(Run(ReproduceBudget.Paper));
        Assert.Equal([1, 2, 3, 4], reached);
        var result = repository.Result(row)!;
        Assert.Equal(["0.0.1", "0.0.1", result.Version, result.Version], result.Points.Select(point => result.TrainingOf(point).Version));
        Assert.Equal([null, null, result.Run, result.Run], result.Points.Select(point => result.TrainingOf(point).Run));
        Assert.Equal(2, result.Trainings.Count);
        Assert.NotEqual("an old machine", result.Machine);
    }

    [Fact]
    public void The_page_is_of_rows_and_results_as_they_lie_there_when_it_is_written()
    {
        const string Text = """{ "title": "TITLE", "model": "pca", "figures": [{ "name": "loss", "metric": "mse_per_feature" }], "source": "s", "protocol": "p", "seconds_per_epoch": 1 }""";
        File.WriteAllText(Path.Combine(repository.Rows, "first.json"), Text.Replace("TITLE", "as it was", StringComparison.Ordinal));
        repository.WritePage(ReproductionPage.Write);
        File.WriteAllText(Path.Combine(repository.Rows, "first.json"), Text.Replace("TITLE", "corrected", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(repository.Rows, "second.json"), Text);
        repository.WritePage(ReproductionPage.Write);
        var page = File.ReadAllText(repository.Page);
        Assert.Contains("| corrected", page, StringComparison.Ordinal);
        Assert.Contains("| second ", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_writes_the_page_or_a_result_while_another_process_does()
    {
        var impatient = FigureTable.Reproduction(folder.Root, TimeSpan.Zero);
        using (new FileStream(Path.Combine(repository.Rows, "results.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Contains("another reproduce holds", Assert.Throws<HourglassException>(() => impatient.WritePage(ReproductionPage.Write)).Message,
                StringComparison.Ordinal);
            Assert.Throws<HourglassException>(() => impatient.Store(row, stored => stored!));
            Assert.False(File.Exists(repository.Page));
        }

        impatient.WritePage(ReproductionPage.Write);
        Assert.True(File.Exists(repository.Page));
    }

    [Fact]
    public void A_point_that_was_evaluated_in_full_is_kept()
    {
        Run(row with { CurveEvaluate = row.Evaluate }).Run(ReproduceBudget.Quick, train => train(_ => { }, CancellationToken.None), _ => { });
        Assert.True(Run(row).IsDone(ReproduceBudget.Quick));
        Assert.True(Run(ReproduceBudget.Quick));
        Assert.Empty(reached);
    }

    [Fact]
    public void An_interrupted_row_goes_on()
    {
        using var stop = new CancellationTokenSource();
        Assert.False(Run(ReproduceBudget.Quick, happened =>
        {
            if (happened is EpochDone { Epoch: 1 }) stop.Cancel();
        }, stop.Token, atOnce: true));
        Assert.Empty(reached);
        Assert.True(Run(ReproduceBudget.Quick));
        Assert.Equal([2], reached);
        Assert.Equal([1, 2], trained);
    }

    [Fact]
    public void A_stop_with_the_last_step_leaves_the_evaluation_to_the_next_time()
    {
        using var stop = new CancellationTokenSource();
        Assert.False(Run(ReproduceBudget.Quick, happened =>
        {
            if (happened is RunStopped { Reason: StopReason.Finished }) stop.Cancel();
        }, stop.Token, atOnce: true));
        Assert.Equal([1, 2], trained);
        Assert.Empty(reached);
        Assert.True(Run(ReproduceBudget.Quick));
        Assert.Equal([1, 2], trained);
        Assert.Equal([2], reached);
    }

    [Fact]
    public void Where_the_run_of_the_stored_points_does_not_lie_here_it_says_when_the_next_point_comes()
    {
        Assert.Null(Run(row).FirstPointOfNewTraining(ReproduceBudget.Paper));
        Run(ReproduceBudget.Quick);
        Assert.Null(Run(row).FirstPointOfNewTraining(ReproduceBudget.Paper));
        Directory.Delete(folder["runs", "small"], recursive: true);
        Assert.Equal(3, Run(row).FirstPointOfNewTraining(ReproduceBudget.Paper));
        Assert.Null(Run(row).FirstPointOfNewTraining(ReproduceBudget.Quick));
    }

    [Fact]
    public void A_point_names_every_version_that_trained_until_it_and_the_one_that_evaluated_it()
    {
        Run(ReproduceBudget.Quick);
        var here = Assert.Single(repository.Result(row)!.Last!.Training!.Versions);
        var run = new RunFolder(folder["runs", "small"]);
        var document = run.Read();
        Assert.Equal(0, Assert.Single(document.Sessions).FromEpoch);
        run.Write(document with { Version = "0.0.1", Sessions = [document.Sessions[0] with { Version = "0.0.1" }, document.Sessions[0] with { Version = "0.0.2", FromEpoch = 1 }] });
        Run(ReproduceBudget.Paper);
        Assert.Equal(["0.0.1", "0.0.2", here], repository.Result(row)!.Last!.Training!.Versions);
        Assert.DoesNotContain("known_versions", File.ReadAllText(Path.Combine(repository.Results, "small.json")), StringComparison.Ordinal);
        Assert.Equal([("0.0.1", 0), ("0.0.2", 1), (here, 2)], run.Read().Sessions.Select(session => (session.Version, session.FromEpoch)));
    }

    [Fact]
    public void A_row_of_other_options_is_neither_trained_further_nor_shown()
    {
        Run(ReproduceBudget.Quick);
        var changed = row with { Settings = new Dictionary<string, string>(row.Settings, StringComparer.Ordinal) { ["batch"] = "8" } };
        Assert.Null(repository.Result(changed));
        Assert.False(Run(changed).IsDone(ReproduceBudget.Quick));
        var refused = Assert.Throws<HourglassException>(() => Run(changed).Run(ReproduceBudget.Quick, train => train(_ => { }, CancellationToken.None),
            _ => { }));
        Assert.Contains("other options than the row 'small'", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private RowRun Run(Row which) => new(which, repository, folder["runs"]);

    private bool Run(ReproduceBudget budget) => Run(budget, _ => { }, CancellationToken.None);

    private bool Run(ReproduceBudget budget, Action<RunEvent> watch, CancellationToken cancellation, bool atOnce = false) =>
        Run(atOnce ? row with { Curve = [] } : row).Run(
        budget,
        train => train(happened =>
        {
            if (happened is EpochDone epoch) trained.Add(epoch.Epoch);
            watch(happened);
        }, cancellation),
        point => reached.Add(point.Epochs));
}
