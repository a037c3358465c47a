using System.Runtime.InteropServices;

namespace Hourglass.Kernels.Threading;

/// <summary>
/// Lets a thread treat denormal numbers (below 1.2e-38) as 0. Vanishing gradients and moments end in them, and a processor takes
/// a hundred times as long for each. The switch is a bit of a control register of the thread, accessible through the C library on Linux; elsewhere
/// nothing changes but the time.
/// </summary>
internal static unsafe partial class DenormalNumbers
{
    // fenv_t of the C library on x64: 28 bytes of the old unit, then MXCSR.
    private const int EnvironmentBytes = 32;
    private const int ControlOffset = 28;
    private const uint FlushToZero = 0x8000;
    private const uint DenormalsAreZero = 0x0040;

    /// <summary>Whether the switch is accessible.</summary>
    public static bool CanFlush { get; } = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>Switches this thread.</summary>
    /// <param name="flush">Whether denormal numbers count as 0.</param>
    /// <returns>The previous setting.</returns>
    public static bool Flush(bool flush)
    {
        if (!CanFlush) return false;
        var environment = stackalloc byte[EnvironmentBytes];
        if (GetEnvironment(environment) != 0) return false;
        ref var control = ref *(uint*)(environment + ControlOffset);
        var before = (control & FlushToZero) != 0;
        if (before == flush) return before;
        const uint Both = FlushToZero | DenormalsAreZero;
        control = flush ? control | Both : control & ~Both;
        _ = SetEnvironment(environment);
        return before;
    }

    [LibraryImport("libm.so.6", EntryPoint = "fegetenv")]
    private static partial int GetEnvironment(byte* environment);

    [LibraryImport("libm.so.6", EntryPoint = "fesetenv")]
    private static partial int SetEnvironment(byte* environment);
}
