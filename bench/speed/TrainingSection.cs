using Hourglass.Data;
using Hourglass.Engines;
using Hourglass.Engines.Fused.Compile;
using Hourglass.Kernels.Gemm;
using Hourglass.Kernels.Threading;
using static TorchSharp.torch;

namespace Hourglass.SpeedBench;

/// <summary>Training by each engine and by the plain loop.</summary>
/// <param name="train">What is learnt from.</param>
/// <param name="settings">How long.</param>
internal sealed class TrainingSection(Examples train, BenchSettings settings)
{
    /// <summary>Times all workloads.</summary>
    public BenchTable Run() => new(
        "Training steps",
        "The plain loop is what TorchSharp users usually write, in its own process with default allocator and threads, without work between epochs. The " +
            "limit is the rate of multiply-adds in registers, measured right before and after the fused engine. The kernel column is the rate of the matrix " +
            "kernel on operands in the first-level cache, which suffers from other users of the cores as training does. 'At best' compares the fastest tenth " +
            "of a second with the highest limit. Products with zeros in the data, which the fused engine skips, count as computed. Ratios are medians over " +
            "the rounds, with minimum and maximum.",
        ["training step", "batch", "fused, examples/s", "limit, GFLOP/s", "of the limit", "at best", "kernel, GFLOP/s", "of the kernel's", "fused / plain loop",
            "fused / torch", "torch / plain loop"],
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
                [[workload.Name, $"{workload.Batch}", $"{Spread.Of(rates[0]).Median:N0}", $"{Spread.Of(rates[1]).Median:N0}",
                    $"{Spread.Ratio(rates[1], rates[0])}"]]);
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
        List<double> best = [];
        var rates = settings.InTurns(
            () => MachineLimit.Now(PeakRate.For),
            () => MachineLimit.Now(CachedTiles.For),
            () => Fused(workload, best),
            () => MachineLimit.Now(CachedTiles.For),
            () => MachineLimit.Now(PeakRate.For),
            () => TimedTraining.Rate(workload.Blueprint, train, workload.Batch, Engine.Torch, settings).Mean,
            () => ChildTask.Measure(ChildTask.Plain(workload), settings).Rate);
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
            MachineLimit.Share(fused, limits, flops),
            $"{100 * best.Max() * flops / PeakRate.For(team.Workers).Best(team):F0} %",
            $"{Spread.Of(kernels).Median / 1e9:F0}",
            MachineLimit.Share(fused, kernels, flops),
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

    private double FlopsPerExample(Workload workload)
    {
        using var model = workload.Blueprint.Build();
        return PlanCompiler.Compile(model, train, workload.Batch, 1).FlopsPerExample;
    }
}
