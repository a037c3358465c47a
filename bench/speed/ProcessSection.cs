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
            "Memory and start",
            "The dense VAE on MNIST. Memory is the peak resident set of `train` with one epoch. The start is the time from the " +
                "start of the process (including libtorch, data and model) to the first report of a step, which may come 0.1 s after the step.",
            ["figure", "value", "bar"],
            [
                ["peak resident memory of training, MB", $"{Memory():N0}", "400"],
                ["time from process start to the first report of a step, s", $"{Spread.Of(starts[0])}", "1.5"],
            ]);
    }

    /// <summary>Memory and speed over the number of examples.</summary>
    public BenchTable Examples() => new(
        "Growth: examples",
        "MNIST images, repeated, each with its own memory; the dense VAE with batch size 128; one process per number and engine. 'Bytes' is the size of the " +
            "examples.",
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
