using System.Globalization;
using Hourglass.Data;
using Hourglass.Engines;

namespace Hourglass.SpeedBench;

/// <summary>What a fresh process of the benchmark does: trains and prints its rate; its memory shows from outside.</summary>
internal static class ChildTask
{
    /// <summary>The command line of a training over so many pictures.</summary>
    public static string Train(int examples, Engine engine) => $"{examples}:{engine}";

    /// <summary>Does the task.</summary>
    public static void Run(string task, BenchSettings settings)
    {
        var train = Mnist.Load().Train;
        var workload = Workload.All[0];
        var parts = task.Split(':');
        var (count, engine) = (int.Parse(parts[0], CultureInfo.InvariantCulture), Enum.Parse<Engine>(parts[1]));
        var rate = TimedTraining.Rate(workload.Blueprint, Repeated((ByteExamples)train, count), workload.Batch, engine, settings).Mean;
        Console.WriteLine(rate.ToString("R", CultureInfo.InvariantCulture));
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
