using System.Globalization;
using System.IO.Hashing;

namespace Hourglass.Data;

/// <summary>What stores of all kinds have in common.</summary>
internal static class Store
{
    /// <summary>The first byte of a section is a multiple of it.</summary>
    public const int Alignment = 64;

    /// <summary>Where sections begin.</summary>
    public const int Start = 64;

    /// <summary>The most bytes that are kept in memory unless the user wants them there.</summary>
    public const long MostInMemory = 128L << 20;

    // The buffer for checksums: large enough for the disk, small enough for the processor's cache.
    private const int Part = 1 << 18;

    /// <summary>Checks that sections lie within the file and, on request, that their bytes are those that were written.</summary>
    /// <param name="path">The store, for messages.</param>
    /// <param name="mapped">The same, mapped.</param>
    /// <param name="sections">The sections that its header lists.</param>
    /// <param name="verify">Whether all bytes are read to compare their checksums; needless right after they were written.</param>
    /// <param name="content">What the sections hold, such as "cells".</param>
    /// <exception cref="HourglassException">They are not.</exception>
    public static void Require(string path, MappedFile mapped, IReadOnlyList<StoredSection> sections, bool verify, string content)
    {
        if (sections.Any(section => section.Offset < Start || section.Length < 0 || section.Offset > mapped.Length - section.Length)) throw Contradiction(path);
        if (!verify) return;
        var areWhole = new bool[sections.Count];
        Parallel.For(0, areWhole.Length, i => areWhole[i] = Checksum(mapped, sections[i]) == sections[i].Checksum);
        if (areWhole.Contains(false)) throw Damaged(path, $"its {content} have changed");
    }

    /// <summary>A hash as it stands in a header.</summary>
    public static string Text(XxHash3 hash) => hash.GetCurrentHashAsUInt64().ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The error of a header whose parts do not fit each other or the file.</summary>
    public static HourglassException Contradiction(string path) => Damaged(path, "its header contradicts itself");

    /// <summary>The error of a store that has been changed.</summary>
    public static HourglassException Damaged(string path, string reason) =>
        new($"The store '{What(path)}' is damaged: {Got(reason)}; {Allowed("delete it")}.");

    private static string Checksum(MappedFile mapped, StoredSection section)
    {
        var hash = new XxHash3();
        for (var done = 0L; done < section.Length; done += Part)
            hash.Append(mapped.Bytes(section.Offset + done, (int)Math.Min(Part, section.Length - done)));
        GC.KeepAlive(mapped);
        return Text(hash);
    }
}
