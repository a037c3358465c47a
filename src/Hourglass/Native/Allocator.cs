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
    /// 32 MiB back to the system as they are freed, and a training step pays page faults to get them back.
    /// Does nothing with other C libraries.
    /// </summary>
    public static void KeepLargeBlocks()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out var libc) || !NativeLibrary.TryGetExport(libc, "mallopt", out var address))
            return;
        var mallopt = (delegate* unmanaged<int, int, int>)address;
        // Older versions reject more than 32 MiB (status 0).
        if (mallopt(MmapThreshold, 256 * MiB) == 0) mallopt(MmapThreshold, 32 * MiB);
        mallopt(TrimThreshold, int.MaxValue);
        // A whole per-thread heap of 64 MiB: without it such a heap is unmapped each time it becomes empty.
        mallopt(TopPad, 64 * MiB);
    }

    /// <summary>
    /// Gives freed memory back to the system. Aligned blocks leave holes in the heap that the next block of the same size does not fit
    /// into (the GNU C library before 2.38): a loop over blocks of megabytes grows by some of them in every round until this is called.
    /// The next rounds pay for it with page faults, so call it only occasionally. Does nothing with other C libraries.
    /// </summary>
    public static void GiveBack()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out var libc)
            || !NativeLibrary.TryGetExport(libc, "malloc_trim", out var address))
            return;
        _ = ((delegate* unmanaged<nuint, int>)address)(0);
    }
}
