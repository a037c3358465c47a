using System.Runtime.InteropServices;

namespace Hourglass.Native;

/// <summary>The C library's memory allocator, from which libtorch takes every tensor.</summary>
internal static unsafe class Allocator
{
    // <malloc.h> of the GNU C library.
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapThreshold = -3;

    private const int MiB = 1 << 20;

    /// <summary>
    /// Makes the GNU allocator keep freed blocks of up to 256 MiB for reuse. By default it gives blocks above 128 KiB to
    /// 32 MiB back to the system as they are freed, and a training step pays for the page faults of getting them again.
    /// Does nothing where the C library is another one.
    /// </summary>
    public static void KeepLargeBlocks()
    {
        var mallopt = (delegate* unmanaged<int, int, int>)Export("mallopt");
        if (mallopt == null) return;

        // Older versions refuse more than 32 MiB (status 0).
        if (mallopt(MmapThreshold, 256 * MiB) == 0) mallopt(MmapThreshold, 32 * MiB);
        mallopt(TrimThreshold, int.MaxValue);
        // A whole per-thread heap of 64 MiB: without it such a heap is unmapped each time it falls empty.
        mallopt(TopPad, 64 * MiB);
    }

    /// <summary>
    /// Gives the system the memory back that the GNU allocator keeps and nobody uses. Before its version 2.38 it finds the gaps that aligned blocks
    /// leave too small for other such blocks of the same size (bug 14581), and where many passes of many draws follow each other it keeps
    /// gigabytes of them. Takes less than a millisecond; does nothing where the C library is another one.
    /// </summary>
    public static void GiveBackUnused()
    {
        var trim = (delegate* unmanaged<nint, int>)Export("malloc_trim");
        if (trim != null) trim(0);
    }

    private static nint Export(string name) =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var libc) && NativeLibrary.TryGetExport(libc, name, out var address) ? address : 0;
}
