using Hourglass.Data;
using Hourglass.Eager;
using Hourglass.Engines;
using Hourglass.Engines.Fused;
using static TorchSharp.torch;

namespace Hourglass.SpeedBench;

/// <summary>Training by each engine and by the plain loop.</summary>
/// <param name="train">What is learnt from.</param>
/// <param name="settings">How long.</param>
/// <param name="limit">Multiplications and additions that the machine can do in a second.</param>
internal sealed class TrainingSection(Examples train, BenchSettings settings, double limit)
{
    private const int EagerExamples = 20_000;
    private const int StepsToEstimate = 10;

    /// <summary>Times all workloads.</summary>
    public BenchTable Run() => new(
        "Training steps",
        "The plain loop is what users of TorchSharp write; it has no work between epochs. Ratios are medians of the rounds, with the least and the largest.",
        ["training step", "batch", "fused, examples/s", "of the limit", "fused / plain loop", "fused / torch", "torch / plain loop"],
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
            () => TimedTraining.Rate(workload.Blueprint, train, workload.Batch, Engine.Fused, settings),
            () => TimedTraining.Rate(workload.Blueprint, train, workload.Batch, Engine.Torch, settings),
            () => Eager(workload, data));
        var (fused, torch, eager) = (rates[0], rates[1], rates[2]);
        var median = Spread.Of(fused).Median;
        return [workload.Name, $"{workload.Batch}", $"{median:N0}", $"{median * FlopsPerExample(workload) / limit:P0}", $"{Spread.Ratio(fused, eager)}", $"{Spread.Ratio(fused, torch)}", $"{Spread.Ratio(torch, eager)}"];
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
