using Hourglass.Data;
using Hourglass.Runs;
using Hourglass.Tests.Data;
using SkiaSharp;

namespace Hourglass.Tests.Cli;

/// <summary>Small data and trained models for tests of the command line.</summary>
internal static class Samples
{
    private const int Count = 120;

    /// <summary>rows.npz: 120 labelled rows of 6 numbers in [0, 1].</summary>
    public static void Rows(TemporaryFolder folder) => NpzFile.Write(folder["rows.npz"],
    [
        new("x", new NpyArray(Numbers(Count * 6), Count, 6)),
        new("y", new NpyArray(Enumerable.Range(0, Count).Select(i => i % 3).ToArray(), Count)),
    ]);

    /// <summary>pictures/: 24 grey PNGs of 8x8 in two classes.</summary>
    public static void Pictures(TemporaryFolder folder, string name = "pictures", int shade = 31)
    {
        for (var i = 0; i < 24; i++)
        {
            var k = i;
            folder.Write(Path.Combine(name, i % 2 == 0 ? "even" : "odd", $"{i:00}.png"),
                Data.Pictures.Png(8, 8, (x, y) => Grey(((x * (k + 1)) + (y * shade)) % 256)));
        }
    }

    /// <summary>idx/: the four files of MNIST's form, with pictures of 4x4.</summary>
    public static void Idx(TemporaryFolder folder)
    {
        foreach (var (name, count) in new[] { ("train", 12), ("t10k", 6) })
        {
            folder.Write(Path.Combine("idx", $"{name}-images-idx3-ubyte"), IdxFiles.Pictures(count, 4, 4));
            folder.Write(Path.Combine("idx", $"{name}-labels-idx1-ubyte"), IdxFiles.Labels(count));
        }
    }

    /// <summary>Trains in this process; <paramref name="settings"/> are key=value, split at blanks.</summary>
    public static void Train(TemporaryFolder folder, string data, string model, string settings, string run)
    {
        var values = settings.Split(' ').Select(setting => setting.Split('=')).ToDictionary(parts => parts[0], parts => parts[1]);
        Run.Train(new RunRequest(folder[data], model, values, folder[run]), cancellation: TestContext.Current.CancellationToken);
    }

    public static float[] Numbers(int count, float scale = 1) => [.. Enumerable.Range(0, count).Select(i => (i * 37 + i / 11 * 5) % 101 / 100f * scale)];

    private static SKColor Grey(int level) => new((byte)level, (byte)level, (byte)level);
}
