using Hourglass.Cli;
using Hourglass.Engines;

namespace Hourglass.SpeedBench;

/// <summary>What only a process of its own can show: memory, and the time until work begins.</summary>
/// <param name="settings">How long.</param>
internal sealed class ProcessSection(BenchSettings settings)
{
    /// <summary>Measures training the dense VAE on MNIST.</summary>
    public BenchTable Run()
    {
        var starts = settings.InTurns(() => ChildProcess.Run(ChildProcess.Tool, ["bench", FirstStep.Switch], settings.Cancellation).SecondsToFirstLine);
        return new BenchTable(
            "A process of its own",
            "The dense VAE on MNIST. Memory is the largest resident set of `train` with one epoch; " +
                "the start is that of the built command, libtorch, data and model included, until the first report of a step, " +
                "which comes up to 0.1 s after it.",
            ["figure", "value", "bar"],
            [
                ["peak resident memory of training, MB", $"{Memory():N0}", "400"],
                ["from the start of the process to the first report of a step, s", $"{Spread.Of(starts[0])}", "1.5"],
            ]);
    }

    /// <summary>Memory and speed over the number of examples.</summary>
    public BenchTable Examples() => new(
        "Growth: examples",
        "MNIST's pictures, repeated, each in memory of its own; the dense VAE, batch 128, each number and engine in a process of its " +
            "own. Bytes are the examples' own.",
        ["examples", "bytes, MB", "fused, MB", "torch, MB", "fused, examples/s", "torch, examples/s", "fused / torch"],
        [.. settings.Sizes(1_000, 10_000, 100_000, 1_000_000).Select(Row)]);

    private double Memory()
    {
        var folder = Directory.CreateTempSubdirectory("hourglass-bench-").FullName;
        try
        {
            return ChildProcess.Run(ChildProcess.Tool,
                ["train", "--data", "mnist", "--model", "vae", "--latent", "20", "--set", "hidden=[400]", "--epochs", "1", "--out",
                Path.Combine(folder, "run")], settings.Cancellation).PeakMegabytes;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string[] Row(int count)
    {
        List<double> memory = [], torchMemory = [];
        var rates = settings.InTurns(() => Train(count, Engine.Fused, memory), () => Train(count, Engine.Torch, torchMemory));
        return [$"{count:N0}", $"{count * 784 / 1e6:N0}", $"{Spread.Of(memory).Median:N0}", $"{Spread.Of(torchMemory).Median:N0}",
            $"{Spread.Of(rates[0]).Median:N0}", $"{Spread.Of(rates[1]).Median:N0}", $"{Spread.Ratio(rates[0], rates[1])}"];
    }

    private double Train(int count, Engine engine, List<double> memory)
    {
        var (rate, peak) = ChildTask.Measure(ChildTask.Train(count, engine), settings);
        memory.Add(peak);
        return rate;
    }
}
