using System.Collections.Concurrent;
using Hourglass.Files;

namespace Hourglass.Quality;

/// <summary>Trains and evaluates the runs of the table, several at once.</summary>
/// <param name="Rows">The rows of the table.</param>
/// <param name="Seeds">The seeds of every row.</param>
/// <param name="Jobs">Runs at once.</param>
/// <param name="Trained">The names of the rows to train; of the others, what is trained already is evaluated.</param>
/// <param name="Root">The folder that holds the runs' folders.</param>
internal sealed record Benchmark(IReadOnlyList<Row> Rows, IReadOnlyList<long> Seeds, int Jobs, IReadOnlySet<string> Trained, string Root)
{
    private readonly ConcurrentQueue<string> failures = new();

    /// <summary>What went wrong, one sentence a run.</summary>
    public IReadOnlyCollection<string> Failures => failures;

    /// <summary>What every finished run of every row reached, by row name. A run that fails does not keep the others from going on.</summary>
    /// <param name="tool">The command line.</param>
    /// <param name="stop">Starts no further command; those under way are waited for.</param>
    public async Task<ILookup<string, QualityResult>> RunAsync(CommandLineTool tool, CancellationToken stop)
    {
        using var claim = Trained.Count > 0 ? Claim() : null;
        var results = new ConcurrentQueue<(string Row, QualityResult Result)>();
        // Seed by seed, so that the first figures of every row are there early.
        var runs = from seed in Seeds from row in Rows select new QualityRun(row, seed, Root);
        await Parallel.ForEachAsync(runs, new ParallelOptions { MaxDegreeOfParallelism = Jobs }, async (run, _) =>
        {
            if (await RunAsync(run, tool, stop) is { } result) results.Enqueue((run.Row.Id, result));
        });
        return results.ToLookup(pair => pair.Row, pair => pair.Result, StringComparer.Ordinal);
    }

    private async Task<QualityResult?> RunAsync(QualityRun run, CommandLineTool tool, CancellationToken stop)
    {
        if (stop.IsCancellationRequested) return null;
        try
        {
            if (Trained.Contains(run.Row.Id) && !run.IsFinished())
            {
                Console.Error.WriteLine($"{run.Name}: training; messages go to {run.Log}");
                await run.TrainAsync(tool);
            }

            if (stop.IsCancellationRequested) return null;
            var result = await run.EvaluateAsync(tool);
            if (result is not null) Console.Error.WriteLine($"{run.Name}: {string.Join(", ", run.Row.Figures.Zip(result.Values, (figure, value) => $"{figure.Name} {value.ToString(figure.Format)}"))}");
            return result;
        }
        catch (HourglassException e)
        {
            failures.Enqueue($"{run.Name}: {e.Message}");
            return null;
        }
    }

    /// <summary>Keeps a second benchmark from training into the same folders.</summary>
    private FileClaim Claim() => FileClaim.Take(
        Path.Combine(Root, ".lock"),
        cause => $"The folder '{Root}' cannot be trained into ({cause}): another benchmark may be running there; wait for it, or use --table.");
}
