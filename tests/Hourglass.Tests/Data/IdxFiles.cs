using System.IO.Compression;
using Hourglass.Data;

namespace Hourglass.Tests.Data;

/// <summary>Makes IDX files for tests.</summary>
internal static class IdxFiles
{
    public static byte[] Encode(int[] dimensions, byte[] bytes) => [.. new IdxArray(dimensions, bytes).Header(), .. bytes];

    public static byte[] Pictures(int count, int height, int width) =>
        Encode([count, height, width], [.. Enumerable.Range(0, count * height * width).Select(i => (byte)i)]);

    public static byte[] Labels(int count) => Encode([count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % 3))]);

    public static byte[] GZip(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Fastest)) zip.Write(content);
        return memory.ToArray();
    }
}
