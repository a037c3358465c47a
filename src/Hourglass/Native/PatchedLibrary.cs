using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Hourglass.Native;

/// <summary>Loads a copy of a library in which one needed symbol version is weak; the library itself is not changed.</summary>
/// <remarks>
/// The libraries that it needs must be loaded already: the linker then uses those, by name, regardless of the copy's location.
/// </remarks>
internal static class PatchedLibrary
{
    /// <summary>Loads the copy of <paramref name="path"/>, from the user's cache folder or, if that is unusable, from a temporary folder.</summary>
    /// <exception cref="InvalidDataException">The file is not a library that can be patched.</exception>
    /// <exception cref="AggregateException">No folder allowed a loadable copy; one inner exception per folder.</exception>
    public static void Load(string path, string version)
    {
        var bytes = File.ReadAllBytes(path);
        // The name contains a digest of the original, so that versions of the library can coexist.
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
        if (WeakSymbolVersion.Mark(bytes, version) == 0)
            throw new InvalidDataException($"it does not need {version}");

        var failures = new List<Exception>();
        foreach (var tryFolder in new Action[] { LoadFromCache, LoadFromTemporary })
        {
            try
            {
                tryFolder();
                return;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DllNotFoundException)
            {
                failures.Add(failure);
            }
        }
        throw new AggregateException(failures);

        void LoadFromCache() => NativeLibrary.Load(Store(bytes, Path.Combine(UserCache.Folder, digest), Path.GetFileName(path)));

        // A new folder that only this user can open, deleted right after loading: a loaded library does not need its file.
        void LoadFromTemporary()
        {
            var folder = Directory.CreateTempSubdirectory("hourglass-").FullName;
            try
            {
                NativeLibrary.Load(Store(bytes, folder, Path.GetFileName(path)));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>Ensures that the file exists with exactly these bytes, and returns its path. Safe for concurrent processes: a rename is atomic.</summary>
    internal static string Store(ReadOnlySpan<byte> bytes, string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (File.Exists(path) && bytes.SequenceEqual(File.ReadAllBytes(path))) return path;

        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $"{name}.{Guid.NewGuid():N}");
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
        return path;
    }
}
