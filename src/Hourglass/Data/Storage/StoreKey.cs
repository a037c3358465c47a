using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hourglass.Data;

/// <summary>Names the store of a source that is read in a certain way, and the state of the source.</summary>
/// <param name="Path">The file of the store.</param>
/// <param name="State">Names, sizes and times of the files, and the build of this library, as a checksum.</param>
internal sealed record StoreKey(string Path, string State)
{
    /// <summary>The number of hex digits in the name of a store.</summary>
    public const int NameLength = 32;

    /// <summary>The file of a store.</summary>
    /// <param name="identity">What is read, and how.</param>
    /// <param name="folder">The folder of stores.</param>
    public static string PathOf(IEnumerable<string> identity, string folder) =>
        System.IO.Path.Combine(folder, $"{Hash(identity)[..NameLength]}{StoreCache.Ending}");

    /// <summary>The state of files, at the end of their symbolic links. A missing one is a state too.</summary>
    /// <param name="paths">Their names; their order matters.</param>
    /// <exception cref="IOException">Links form a cycle.</exception>
    public static string StateOf(IEnumerable<string> paths) => Hash(paths.Select(StateOf).Append(typeof(StoreKey).Module.ModuleVersionId.ToString()));

    private static string StateOf(string path)
    {
        var file = new FileInfo(path);
        // Size and time of a link are not those of its target.
        var isLink = file.Exists && file.Attributes.HasFlag(FileAttributes.ReparsePoint);
        var real = isLink && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target : file;
        return !real.Exists ? file.FullName : string.Create(CultureInfo.InvariantCulture, $"{file.FullName}\n{real.Length}\n{real.LastWriteTimeUtc.Ticks}");
    }

    private static string Hash(IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData([0]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
