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
        "The plain loop is what users of TorchSharp write; it has no work between epochs. The limit is what multiply-adds in registers reach right before and after the fused engine is timed. Ratios are medians of the rounds, with the least and the largest.",
        ["training step", "batch", "fused, examples/s", "limit, GFLOP/s", "of the limit", "fused / plain loop", "fused / torch", "torch / plain loop"],
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
            return TimedTraining.Rate(workload.Blueprint, train, workload.Batch, Engine.Fused, settings);
        }
    }

    private string[] Row(Workload workload)
    {
        using var data = tensor(train.First(EagerExamples).ToRows());
        var rates = settings.InTurns(
            Limit,
            () => TimedTraining.Rate(workload.Blueprint, train, workload.Batch, Engine.Fused, settings),
            Limit,
            () => TimedTraining.Rate(workload.Blueprint, train, workload.Batch, Engine.Torch, settings),
            () => Eager(workload, data));
        var (before, fused, after, torch, eager) = (rates[0], rates[1], rates[2], rates[3], rates[4]);
        double[] limits = [.. before.Zip(after, (one, other) => (one + other) / 2)];
        var flops = FlopsPerExample(workload);
        var shares = Spread.Of(fused.Zip(limits, (rate, limit) => 100 * rate * flops / limit));
        return [workload.Name, $"{workload.Batch}", $"{Spread.Of(fused).Median:N0}", $"{Spread.Of(limits).Median / 1e9:F0}", $"{shares.Median:F0} % ({shares.Least:F0}-{shares.Largest:F0})", $"{Spread.Ratio(fused, eager)}", $"{Spread.Ratio(fused, torch)}", $"{Spread.Ratio(torch, eager)}"];
    }

    private static double Limit()
    {
        using var team = new WorkerTeam(get_num_threads());
        return PeakRate.Average(team, TimeForLimit);
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
