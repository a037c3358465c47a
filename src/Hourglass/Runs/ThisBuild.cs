using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Hourglass.Runs;

/// <summary>What a run records about its build and machine.</summary>
internal static class ThisBuild
{
    /// <summary>The library's version, with its commit.</summary>
    public static string Version { get; } = typeof(ThisBuild).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "unknown";

    /// <summary>System, architecture and number of cores.</summary>
    public static string Machine =>
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} " +
        $"{(Environment.ProcessorCount == 1 ? "core" : "cores")}";

    /// <summary>Versions of the runtime and of libtorch.</summary>
    public static string Runtime => $"{RuntimeInformation.FrameworkDescription}, libtorch {torch.__version__}";
}
