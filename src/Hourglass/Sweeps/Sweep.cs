using Hourglass.Files;
using Hourglass.Native;
using Hourglass.Persistence;
using Hourglass.Runs;
using Hourglass.Training;
using TorchSharp;

namespace Hourglass.Sweeps;

/// <summary>
/// Trains a model with codes of several sizes, options and seeds, each into its own run folder below the sweep's folder, and recommends a size.
/// Completed work is not repeated: an interrupted sweep continues where it was stopped.
/// </summary>
public static class Sweep
{
    /// <summary>The folder of the runs below the sweep's folder.</summary>
    public const string Runs = "runs";

    /// <summary>Trains the remaining models, measures all, writes <c>sweep.json</c> and <c>sweep.html</c>, and returns their contents.</summary>
    /// <param name="request">What to train.</param>
    /// <param name="workers">Number of parallel trainings, each on one thread; 1 or more. The results do not depend on it.</param>
    /// <param name="report">Receives every event, from one thread at a time; may be null.</param>
    /// <param name="cancellation">Stops each training after its current step and leaves a sweep that can be continued.</param>
    /// <returns>The sweep, or null if it was stopped before its end.</returns>
    /// <exception cref="UsageException">The request names something unknown or out of range; nothing has been written.</exception>
    /// <exception cref="HourglassException">The data is invalid, a run's folder holds something else, a file cannot be written, or no training finished with a
    /// finite metric.</exception>
    public static SweepDocument? Run(SweepRequest request, int workers, Action<SweepProgress>? report = null, CancellationToken cancellation = default)
    {
        if (workers < 1) throw new UsageException($"{What("The number of parallel training runs")} is {Got(workers)}; give {Allowed("1 or more")}.");
        ResultPath.RequireApart(request.Output, request.Data);
        var points = request.Points();
        var recipe = Catalog.Find(request.Model);
        TorchRuntime.Initialize();
        var data = PreparedData.Open(request.Data, recipe.Read(points[0].Settings), demand: shape =>
        {
            foreach (var point in points) RunTraining.DemandSize(recipe, recipe.Read(point.Settings), shape);
        }, report: happened => report?.Invoke(new SweepProgress(null, 0, points.Count, happened, null)), cancellation: cancellation);
        foreach (var point in points)
        {
            if (recipe.ToBlueprint(recipe.Read(point.Settings), data.Traits).Violations().FirstOrDefault() is { } violation)
                throw new UsageException($"{violation} This applies to the run '{point.Name}' of the sweep.");
        }

        var context = new SweepContext(request, data, points);
        var results = new SweepRun?[points.Count];
        SweepReference? reference = null;
        var gate = new Lock();
        var done = 0;
        List<Action<CancellationToken>> jobs = [token => reference = SweepReference.Of(context, token)];
        jobs.AddRange(points.Select((point, i) => (Action<CancellationToken>)(token =>
        {
            results[i] = new SweepTraining(context, point).TrainAndMeasure(happened => Tell(point, happened, null), token);
            if (results[i] is { } run) Tell(point, null, run);
        })));
        context.RequireFolders();
        using var claim = FileClaim.Take(
            Path.Combine(request.Output, "sweep.lock"),
            cause => $"The folder '{What(request.Output)}' is in use for a sweep ({Got(cause)}); " +
                $"wait for that sweep, stop it, or choose another {Setting("output")}.");
        report?.Invoke(new SweepProgress(null, 0, points.Count, data.Read, null));
        OneThreadEach(jobs, workers, cancellation);
        if (results.Any(run => run is null) || reference is null || cancellation.IsCancellationRequested) return null;
        var document = SweepSummary.Of(context, [.. results.Select(run => run!)], reference);
        Json.Write(Path.Combine(request.Output, SweepDocument.File), document);
        Reports.HtmlReport.Write(SweepReport.Of(document), Path.Combine(request.Output, SweepReport.File));
        return document;

        void Tell(SweepPoint point, RunEvent? happened, SweepRun? run)
        {
            lock (gate)
            {
                if (run is not null) done++;
                report?.Invoke(new SweepProgress(point, done, points.Count, happened, run));
            }
        }
    }

    /// <summary>
    /// Runs the jobs in order, some at a time, each with a single thread of libtorch and of the fused engine. The first failure stops the others and is
    /// thrown.
    /// </summary>
    private static void OneThreadEach(List<Action<CancellationToken>> jobs, int workers, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var threads = torch.get_num_threads();
        var next = -1;
        System.Runtime.ExceptionServices.ExceptionDispatchInfo? first = null;
        torch.set_num_threads(1);
        try
        {
            Thread[] team = [.. Enumerable.Range(0, Math.Min(workers, jobs.Count)).Select(_ => new Thread(Work) { IsBackground = true })];
            foreach (var worker in team) worker.Start();
            foreach (var worker in team) worker.Join();
        }
        finally
        {
            torch.set_num_threads(threads);
        }

        first?.Throw();

        void Work()
        {
            // libtorch stores the number of threads per calling thread.
            torch.set_num_threads(1);
            while (!stop.IsCancellationRequested && Interlocked.Increment(ref next) is var job && job < jobs.Count)
            {
                try
                {
                    jobs[job](stop.Token);
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref first, System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(e), null);
                    stop.Cancel();
                }
            }
        }
    }
}
