using System.Globalization;
using Hourglass.Data;
using Hourglass.Eager;
using Hourglass.Engines;
using Hourglass.Native;
using static TorchSharp.torch;

namespace Hourglass.SpeedBench;

/// <summary>What a fresh process of the benchmark does: trains and prints its rate; its memory shows from outside.</summary>
internal static class ChildTask
{
    private const string PlainLoop = "plain";
    private const int PlainExamples = 20_000;
    private const int StepsToEstimate = 10;

    // A fresh process has all its code to compile; the engines' process has done so in the rounds before.
    private const double SecondsToWarmUp = 1.5;

    /// <summary>The task of training the dense VAE over so many pictures.</summary>
    public static string Train(int examples, Engine engine) => $"{examples}:{engine}";

    /// <summary>The task of training a workload by the plain loop, with allocator and threads as a program without this library has them.</summary>
    public static string Plain(Workload workload) => $"{PlainLoop}:{Workload.All.ToList().IndexOf(workload)}";

    /// <summary>Has a fresh process do a task.</summary>
    /// <returns>Examples a second, and the most memory that the process held.</returns>
    public static (double Rate, double PeakMegabytes) Measure(string task, BenchSettings settings)
    {
        var (lines, _, peak) = ChildProcess.Run(
            ChildProcess.Benchmark,
            ["--child", task, "--seconds", settings.Seconds.ToString("R", CultureInfo.InvariantCulture), "--threads", $"{get_num_threads()}"],
            settings.Cancellation);
        return (double.Parse(lines[^1], CultureInfo.InvariantCulture), peak);
    }

    /// <summary>Loads libtorch as the task wants it; before anything else touches it.</summary>
    public static void LoadTorch(string task)
    {
        if (task.StartsWith(PlainLoop, StringComparison.Ordinal)) TorchRuntime.InitializeUntuned();
        else TorchRuntime.Initialize();
    }

    /// <summary>Does the task.</summary>
    public static void Run(string task, BenchSettings settings)
    {
        var train = (ByteExamples)Mnist.Load().Train;
        var parts = task.Split(':');
        var rate = parts[0] == PlainLoop
            ? Plain(Workload.All[Number(parts[1])], train, settings)
            : Trained(Repeated(train, Number(parts[0])), Enum.Parse<Engine>(parts[1]), settings);
        Console.WriteLine(rate.ToString("R", CultureInfo.InvariantCulture));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static double Trained(Examples train, Engine engine, BenchSettings settings)
    {
        var workload = Workload.All[0];
        return TimedTraining.Rate(workload.Blueprint, train, workload.Batch, engine, settings).Mean;
    }

    private static double Plain(Workload workload, Examples train, BenchSettings settings)
    {
        using var data = tensor(train.First(PlainExamples).ToRows());
        var model = workload.Eager();
        using var module = model.Module;
        using var optimizer = optim.Adam(module.parameters(), 1e-3);
        var rate = EagerLoop.Run(model, optimizer, data, workload.Batch, StepsToEstimate);
        rate = EagerLoop.Run(model, optimizer, data, workload.Batch, Steps(settings.Quick ? settings.WarmUp : SecondsToWarmUp));
        return EagerLoop.Run(model, optimizer, data, workload.Batch, Steps(settings.Seconds));

        int Steps(double seconds) => (int)Math.Max(StepsToEstimate, seconds * rate / workload.Batch);
    }

    /// <summary>So many pictures, each in memory of its own.</summary>
    private static ByteExamples Repeated(ByteExamples source, int count)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(checked(count * source.Shape.Size));
        for (var start = 0; start < bytes.Length; start += source.Bytes.Length)
            source.Bytes[..Math.Min(source.Bytes.Length, bytes.Length - start)].CopyTo(bytes.AsSpan(start));
        return new ByteExamples(bytes, source.Shape);
    }
}
