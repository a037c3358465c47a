using System.Runtime.InteropServices;

namespace Hourglass.Cli;

/// <summary>The signal of a file that passes the limit of the process (<c>ulimit -f</c>), which ends a process without a word unless it is ignored.</summary>
internal static partial class FileSizeSignal
{
    // The number on Linux and macOS.
    private const int Number = 25;
    private const nint IgnoreIt = 1;

    /// <summary>Lets a write that passes the limit fail instead, so that it is reported as any other is.</summary>
    public static void Ignore()
    {
        if (!OperatingSystem.IsWindows()) Handle(Number, IgnoreIt);
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Handle(int number, nint handler);
}
