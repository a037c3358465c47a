using System.Runtime.InteropServices;

namespace Hourglass.Native;

/// <summary>The folders in which a .NET program keeps its native libraries.</summary>
internal static class NativeFolders
{
    /// <summary>
    /// The folders, likeliest first: <c>runtimes/SYSTEM/native</c> next to the program (a plain build), the program's own
    /// folder (a build for one system), and those configured in the host (native files still in the package folder).
    /// </summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. new[] { Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeId, "native"), AppContext.BaseDirectory }
            .Concat((AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            .Select(Path.TrimEndingDirectorySeparator)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The path of the library <paramref name="name"/> (without <c>lib</c> and extension), or null if no folder has it.</summary>
    public static string? Find(string name) => All.Select(folder => Path.Combine(folder, FileName(name))).FirstOrDefault(File.Exists);

    /// <summary>The file name of a library on this system: <c>libX.so</c>, <c>libX.dylib</c> or <c>X.dll</c>.</summary>
    public static string FileName(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";

    /// <summary>The portable identifier, because that of the runtime may name a distribution.</summary>
    private static string RuntimeId =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")
        + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
}
