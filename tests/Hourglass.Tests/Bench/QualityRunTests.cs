using Hourglass.Files;
using Hourglass.Quality;
using Hourglass.Runs;
using Hourglass.Training;

namespace Hourglass.Tests.Bench;

public sealed class QualityRunTests : IDisposable
{
    // No command can be started: what asks for one fails.
    private static readonly CommandLineTool Nobody = new(threads: 1);
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Without_a_run_there_is_no_result()
    {
        var run = Run();
        Assert.Null(run.Read());
        Assert.Null(await run.EvaluateAsync(Nobody));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(StopReason.Interrupted)]
    [InlineData(StopReason.NotFinite)]
    public async Task A_run_that_did_not_finish_has_no_result(StopReason? stopped)
    {
        var run = Run();
        Write(run, Document(run, stopped));
        Assert.False(run.IsFinished());
        Assert.Null(await run.EvaluateAsync(Nobody));
    }

    [Fact]
    public async Task A_finished_and_evaluated_run_needs_no_command()
    {
        var run = Run();
        Write(run, Document(run, StopReason.Finished));
        FigureFile.Save(Path.Combine(run.Folder, "evaluation.json"), Figures("test", ("bce_per_feature", 0.0616), ("parameters", 28_353)));
        FigureFile.Save(Path.Combine(run.Folder, "training.json"), Figures("training", ("threads", 2)));

        Assert.True(run.IsFinished());
        var result = await run.EvaluateAsync(Nobody);

        Assert.NotNull(result);
        Assert.Equal([0.0616, 28_353], result.Values);
        Assert.Equal(2, result.Threads);
    }

    [Fact]
    public void A_run_of_other_options_is_not_taken_for_the_rows()
    {
        var run = Run();
        var document = Document(run, StopReason.Finished);
        Write(run, document with { Settings = new Dictionary<string, string>(document.Settings, StringComparer.Ordinal) { ["epochs"] = "3" } });
        Assert.Contains(run.Folder, Assert.Throws<HourglassException>(run.Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_stop_no_command_is_started()
    {
        var run = Run();
        Write(run, Document(run, StopReason.Finished));
        var stopped = Benchmark(run);
        Assert.Empty(await stopped.RunAsync(Nobody, new CancellationToken(canceled: true)));
        Assert.Empty(stopped.Failures);

        var going = Benchmark(run);
        Assert.Empty(await going.RunAsync(Nobody, CancellationToken.None));
        Assert.Single(going.Failures);
    }

    public void Dispose() => folder.Dispose();

    private static Benchmark Benchmark(QualityRun run) => new([run.Row], [run.Seed], 1, new HashSet<string>(StringComparer.Ordinal), run.Root);

    private static Dictionary<string, IReadOnlyDictionary<string, double>> Figures(string group, params (string Name, double Value)[] figures) => new(StringComparer.Ordinal)
    {
        [group] = figures.ToDictionary(figure => figure.Name, figure => figure.Value, StringComparer.Ordinal),
    };

    private static RunDocument Document(QualityRun run, StopReason? stopped) => new()
    {
        Version = "0.1.0+abc",
        Model = run.Row.Model,
        Data = "mnist",
        DataFingerprint = "f",
        Settings = run.Row.Settings(run.Seed),
        Options = new TrainingOptions(),
        Machine = "a machine",
        Runtime = ".NET 10, libtorch 2",
        Stopped = stopped,
        WallSeconds = 61.4,
    };

    private static void Write(QualityRun run, RunDocument document) => Json.Write(Path.Combine(run.Folder, "run.json"), document);

    private QualityRun Run() => new(Rows.Find(["conv-ae"])[0], 2, folder.Root);
}
