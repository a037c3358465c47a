using System.Runtime.InteropServices;

namespace Hourglass.Pages;

/// <summary>The machine that a benchmark runs on.</summary>
public static class Machine
{
    private const string LinuxProcessors = "/proc/cpuinfo";

    /// <summary>Processor, cores and system in words.</summary>
    public static string Describe() =>
        $"{Processor()}, {Environment.ProcessorCount} {(Environment.ProcessorCount == 1 ? "core" : "cores")}, {RuntimeInformation.OSDescription}";

    /// <summary>The processor's name, or its architecture where the system does not tell it.</summary>
    public static string Processor()
    {
        var model = File.Exists(LinuxProcessors)
            ? File.ReadLines(LinuxProcessors).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return model is null ? $"{RuntimeInformation.ProcessArchitecture}" : model[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
