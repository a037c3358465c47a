using System.Runtime.InteropServices;

namespace Hourglass.Native;

/// <summary>The native libraries behind TorchSharp: libtorch and its bridge.</summary>
public static class TorchRuntime
{
    /// <summary>
    /// The version that the bridge needs of libstdc++, from GCC 13 on. Its only symbol, <c>_ZSt21ios_base_library_initv</c>, is an anchor
    /// that <c>&lt;iostream&gt;</c> references and nothing calls, so an older libstdc++ is sufficient.
    /// </summary>
    private const string AnchorVersion = "GLIBCXX_3.4.32";

    private static readonly Lock Gate = new();
    private static volatile bool ready;

    /// <summary>
    /// Loads libtorch so that TorchSharp finds it loaded, and tunes the allocator for it. Call it before the first use of
    /// TorchSharp, from any thread; later calls cost nothing.
    /// </summary>
    /// <exception cref="HourglassException">A native library is missing or cannot be loaded.</exception>
    /// <exception cref="UsageException">The environment asks the fused engine for kernels that this machine has not.</exception>
    public static void Initialize() => Initialize(tune: true);

    /// <summary>
    /// Loads libtorch without changing allocator and threads, as in a program without this library: for
    /// benchmarks of such programs. Later calls of <see cref="Initialize()"/> have no effect.
    /// </summary>
    /// <exception cref="HourglassException">A native library is missing or cannot be loaded.</exception>
    internal static void InitializeUntuned() => Initialize(tune: false);

    private static void Initialize(bool tune)
    {
        if (ready) return;
        lock (Gate)
        {
            if (ready) return;
            KernelChoice.Check();
            if (tune)
            {
                Allocator.KeepLargeBlocks();
                ThreadWaiting.SpinBriefly();
            }

            // In this order, each library finds its dependencies already loaded.
            Load(Locate("torch_cpu"));
            Load(Locate("torch"));
            LoadBridge(Locate("LibTorchSharp"));
            ready = true;
        }
    }

    private static void LoadBridge(string path)
    {
        try
        {
            NativeLibrary.Load(path);
        }
        catch (DllNotFoundException refusal) when (OperatingSystem.IsLinux()
            && refusal.Message.Contains($"`{AnchorVersion}' not found", StringComparison.Ordinal))
        {
            LoadPatched(path);
        }
        catch (Exception refusal) when (refusal is DllNotFoundException or BadImageFormatException)
        {
            throw Refused(path, refusal);
        }
    }

    private static void LoadPatched(string path)
    {
        try
        {
            PatchedLibrary.Load(path, AnchorVersion);
        }
        catch (Exception failure) when (failure is InvalidDataException or AggregateException or IOException or UnauthorizedAccessException)
        {
            var reasons = failure is AggregateException several ? several.InnerExceptions : [failure];
            throw new HourglassException(
                $"The native library '{What(path)}' needs a libstdc++ with {Allowed(AnchorVersion)} (GCC 13 or later), and a copy made to do without it " +
                    $"could not be loaded either ({string.Join("; then ", reasons.Select(Reason))}); " +
                    $"{Allowed("install a newer libstdc++6, or set XDG_CACHE_HOME to a folder that can be written to and run from")}.", failure);
        }
    }

    private static void Load(string path)
    {
        try
        {
            NativeLibrary.Load(path);
        }
        catch (Exception refusal) when (refusal is DllNotFoundException or BadImageFormatException)
        {
            throw Refused(path, refusal);
        }
    }

    private static string Locate(string name) =>
        NativeFolders.Find(name) ?? throw new HourglassException(
            $"The native library '{What(NativeFolders.FileName(name))}' is in none of " +
                $"{Got(string.Join(", ", NativeFolders.All.Select(folder => $"'{folder}'")))}; " +
                $"{Allowed("build the program again on this machine, or reference the libtorch package of this system")}.");

    private static HourglassException Refused(string path, Exception refusal) => new(
        $"The native library '{What(path)}' could not be loaded ({Got(Reason(refusal))}); install what it names {Allowed(OperatingSystem.IsLinux()
            ? "(libtorch needs a GNU system with glibc 2.34 or later and libstdc++6)"
            : "and build the program again on this machine")}.",
        refusal);

    /// <summary>The message of the system's linker, which the runtime embeds in its own text with a line for every other path that it tried.</summary>
    private static string Reason(Exception refusal)
    {
        var lines = refusal.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 1 ? lines[1] : lines[0].TrimEnd('.');
    }
}
