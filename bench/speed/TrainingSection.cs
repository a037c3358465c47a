using Hourglass.Data;
using Hourglass.Eager;
using Hourglass.Engines;
using Hourglass.Engines.Fused;
using Hourglass.Kernels.Gemm;
using Hourglass.Kernels.Threading;
using static TorchSharp.torch;

namespace Hourglass.SpeedBench;

/// <summary>Training by each engine and by the plain loop.</summary>
/// <param name="train">What is learnt from.</param>
/// <param name="settings">How long.</param>
internal sealed class TrainingSection(Examples train, BenchSettings settings)
{
    private const int EagerExamples = 20_000;
    private const int StepsToEstimate = 10;
    private static readonly TimeSpan TimeForLimit = TimeSpan.FromSeconds(0.2);

    /// <summary>Times all workloads.</summary>
    public BenchTable Run() => new(
        "Training steps",
        "The plain loop is what users of TorchSharp write; it has no work between epochs. The limit is what multiply-adds in registers reach right before and after the fused engine is timed, the kernel's that of the matrix kernel on operands in the first-level cache, which other users of the same cores slow down as they do a step. At best is the best tenth of a second against the limit at its best. Products with zeros of the data, which the fused engine leaves out, count as if it did them. Ratios are medians of the rounds, with the least and the largest.",
        ["training step", "batch", "fused, examples/s", "limit, GFLOP/s", "of the limit", "at best", "kernel, GFLOP/s", "of the kernel's", "fused / plain loop", "fused / torch", "torch / plain loop"],
        [.. Workload.All.Select(Row)]);

    /// <summary>Times one machine thread against two.</summary>
    public BenchTable Threads()
    {
        var workload = Workload.All.First(each => each.Batch == 512);
        var threads = get_num_threads();
        try
        {
            var rates = settings.InTurns(() => With(1), () => With(2));
            return new BenchTable(
                "A second thread",
                "The fused engine with one thread and with two.",
                ["training step", "batch", "1 thread, examples/s", "2 threads, examples/s", "2 threads / 1 thread"],
                [[workload.Name, $"{workload.Batch}", $"{Spread.Of(rates[0]).Median:N0}", $"{Spread.Of(rates[1]).Median:N0}", $"{Spread.Ratio(rates[1], rates[0])}"]]);
        }
        finally
        {
            set_num_threads(threads);
        }

        double With(int count)
        {
            set_num_threads(count);
            return TimedTraining.Rate(workload.Blueprint, train, workload.Batch, Engine.Fused, settings).Mean;
        }
    }

    private string[] Row(Workload workload)
    {
        using var data = tensor(train.First(EagerExamples).ToRows());
        List<double> best = [];
        var rates = settings.InTurns(
            () => Limit(PeakRate.For),
            () => Limit(CachedTiles.For),
            () => Fused(workload, best),
            () => Limit(CachedTiles.For),
            () => Limit(PeakRate.For),
            () => TimedTraining.Rate(workload.Blueprint, train, workload.Batch, Engine.Torch, settings).Mean,
            () => Eager(workload, data));
        var (fused, torch, eager) = (rates[2], rates[5], rates[6]);
        var (limits, kernels) = (Means(rates[0], rates[4]), Means(rates[1], rates[3]));
        var flops = FlopsPerExample(workload);
        using var team = new WorkerTeam(get_num_threads());
        return
        [
            workload.Name,
            $"{workload.Batch}",
            $"{Spread.Of(fused).Median:N0}",
            $"{Spread.Of(limits).Median / 1e9:F0}",
            Share(fused, limits, flops),
            $"{100 * best.Max() * flops / PeakRate.For(team.Workers).Best(team):F0} %",
            $"{Spread.Of(kernels).Median / 1e9:F0}",
            Share(fused, kernels, flops),
            $"{Spread.Ratio(fused, eager)}",
            $"{Spread.Ratio(fused, torch)}",
            $"{Spread.Ratio(torch, eager)}",
        ];
    }

    private double Fused(Workload workload, List<double> best)
    {
        var (mean, bestMoment) = TimedTraining.Rate(workload.Blueprint, train, workload.Batch, Engine.Fused, settings);
        best.Add(bestMoment);
        return mean;
    }

    private static double[] Means(IReadOnlyList<double> before, IReadOnlyList<double> after) => [.. before.Zip(after, (one, other) => (one + other) / 2)];

    private static string Share(IReadOnlyList<double> rates, IReadOnlyList<double> limits, double flops)
    {
        var shares = Spread.Of(rates.Zip(limits, (rate, limit) => 100 * rate * flops / limit));
        return $"{shares.Median:F0} % ({shares.Least:F0}-{shares.Largest:F0})";
    }

    private static double Limit(Func<int, SustainedRate> limit)
    {
        using var team = new WorkerTeam(get_num_threads());
        return limit(team.Workers).Average(team, TimeForLimit);
    }

    private double Eager(Workload workload, Tensor data)
    {
        var model = workload.Eager();
        using var module = model.Module;
        using var optimizer = optim.Adam(module.parameters(), 1e-3);
        var rate = EagerLoop.Run(model, optimizer, data, workload.Batch, StepsToEstimate);
        rate = EagerLoop.Run(model, optimizer, data, workload.Batch, Steps(settings.WarmUp));
        return EagerLoop.Run(model, optimizer, data, workload.Batch, Steps(settings.Seconds));

        int Steps(double seconds) => (int)Math.Max(StepsToEstimate, seconds * rate / workload.Batch);
    }

    private double FlopsPerExample(Workload workload)
    {
        using var model = workload.Blueprint.Build();
        return PlanCompiler.Compile(model, train, workload.Batch, 1).FlopsPerExample;
    }
}
