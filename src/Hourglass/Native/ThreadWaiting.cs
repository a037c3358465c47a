using System.Runtime.InteropServices;

namespace Hourglass.Native;

/// <summary>How libtorch's OpenMP threads wait for each other.</summary>
internal static class ThreadWaiting
{
    private const string Variable = "GOMP_SPINCOUNT";

    /// <summary>
    /// Makes threads spin only briefly at a barrier before they sleep. By default they spin for milliseconds, and as soon as another
    /// program needs a core, each barrier waits for the scheduler: training becomes several times slower than on one thread.
    /// Must run before libgomp is loaded; a value that the user has set is kept.
    /// </summary>
    public static unsafe void SpinBriefly()
    {
        if (!OperatingSystem.IsLinux()
            || Environment.GetEnvironmentVariable(Variable) is not null
            || Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is not null
            || !NativeLibrary.TryLoad("libc.so.6", out var libc)
            || !NativeLibrary.TryGetExport(libc, "setenv", out var address))
        {
            return;
        }

        // Environment.SetEnvironmentVariable changes .NET's copy only, and libgomp reads the C library's.
        var setenv = (delegate* unmanaged<byte*, byte*, int, int>)address;
        fixed (byte* name = "GOMP_SPINCOUNT"u8, value = "1000"u8)
            setenv(name, value, 0);
    }
}
