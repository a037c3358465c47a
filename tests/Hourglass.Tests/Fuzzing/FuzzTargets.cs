using System.IO.Compression;
using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Runs;
using Hourglass.Samplers;
using Hourglass.Training;
using SkiaSharp;

namespace Hourglass.Tests.Fuzzing;

/// <summary>Every reader of files, with valid files to damage.</summary>
internal static class FuzzTargets
{
    private const string Images = "train-images-idx3-ubyte";

    public static readonly IReadOnlyList<FuzzTarget> All =
    [
        new("idx", "a.idx", folder => Write(folder, "a.idx", Idx(0x08, 3, 2, 4)), folder => IdxFile.Read(Path.Combine(folder, "a.idx"))),
        new("idx.gz", "a.idx.gz", folder => Write(folder, "a.idx.gz", Zipped(Idx(0x08, 3, 2, 4))), folder => IdxFile.Read(Path.Combine(folder, "a.idx.gz"))),
        new("idx-folder", Images, IdxFolder, folder => DataSource.Open($"idx:{folder}")),
        new("npy", "a.npy", folder => NpyFile.Write(Path.Combine(folder, "a.npy"), Floats(24), 6, 4), folder => DataSource.Open(Path.Combine(folder, "a.npy"))),
        new("npz", "a.npz", Npz, folder => DataSource.Open(Path.Combine(folder, "a.npz"))),
        new("codes.npy", "a.npy", folder => NpyFile.Write(Path.Combine(folder, "a.npy"), Floats(24), 6, 4),
            folder => CodesFile.Read(Path.Combine(folder, "a.npy"))),
        Codes("codes.csv"),
        Codes("codes.parquet"),
        Table("table.csv"),
        Table("table.tsv"),
        Table("table.jsonl"),
        Table("table.parquet"),
        Table("table.sqlite"),
        Matched("matched.csv"),
        Matched("matched.jsonl"),
        Matched("matched.parquet"),
        Picture("png", SKEncodedImageFormat.Png),
        Picture("jpg", SKEncodedImageFormat.Jpeg),
        Picture("webp", SKEncodedImageFormat.Webp),
        Picture("gif", Gif()),
        Picture("bmp", Bitmap()),
        Model("blueprint.json"),
        Model("preprocessing.json"),
        Model("weights.safetensors"),
        new("sampler", Path.Combine("sampler", "sampler.safetensors"), Sampler, folder => LoadSampler(folder)),
        new("run.json", "run.json", RunDocument, folder => new RunFolder(folder).Read()),
        new("metrics.jsonl", "metrics.jsonl", Metrics, folder => new RunFolder(folder).ReadMetrics()),
    ];

    public static FuzzTarget Find(string name) => All.Single(one => one.Name == name);

    private static FuzzTarget Codes(string name) =>
        new(name, name, folder => CodesFile.Write(Path.Combine(folder, name), new float[,] { { 1, 2 }, { 3, -4.5f }, { 1e-9f, 7 } }, null, null),
            folder => CodesFile.Read(Path.Combine(folder, name)))
        {
            // Each file is read by a database of its own.
            Cases = 25,
        };

    private static FuzzTarget Table(string name) =>
        new(name, name, folder => FuzzTables.Write(Path.Combine(folder, name)), folder => Hourglass.Data.Table.Open(Path.Combine(folder, name)))
        {
            // Each file is read by a database of its own.
            Cases = 25,
        };

    private static FuzzTarget Matched(string name) =>
        new(name, name, folder => FuzzTables.Write(Path.Combine(folder, name)),
            folder => Hourglass.Data.Table.Open(Path.Combine(folder, name), FuzzTables.Schema(Path.GetExtension(name))))
        {
            Cases = 25,
        };

    private static FuzzTarget Picture(string name, SKEncodedImageFormat format) => Picture(name, Encoded(format));

    /// <summary>Pictures are known by their content, so that all may be called .png.</summary>
    private static FuzzTarget Picture(string name, byte[] valid) => new(
        name,
        Path.Combine("pictures", "picture.png"),
        folder =>
        {
            Write(folder, Path.Combine("pictures", "picture.png"), valid);
            Write(folder, Path.Combine("pictures", "other.png"), Encoded(SKEncodedImageFormat.Png));
        },
        folder => DataSource.Open(Path.Combine(folder, "pictures")))
    {
        // A few bytes may hold a large picture of one colour.
        Limit = 512L << 20,
    };

    private static FuzzTarget Model(string file) => new(file, file, SaveModel, folder => Autoencoder.Load(folder).Dispose());

    private static void SaveModel(string folder)
    {
        using var model = Built();
        model.Save(folder);
    }

    private static Autoencoder Built() => Recipes.Vae(Networks.Dense(new DataShape(1, 2, 3), hidden: [4], latent: 2)).Build(seed: 1);

    private static void Sampler(string folder)
    {
        using var model = Built();
        model.Save(Path.Combine(folder, "model"));
        using var sampler = model.FitSampler(new StandardNormalSampler(), null, seed: 1);
        sampler.Save(Path.Combine(folder, "sampler"));
    }

    private static void LoadSampler(string folder)
    {
        using var model = Autoencoder.Load(Path.Combine(folder, "model"));
        FittedSampler.Load(Path.Combine(folder, "sampler"), model).Dispose();
    }

    private static void RunDocument(string folder) => Json.Write(Path.Combine(folder, "run.json"), new RunDocument
    {
        Version = "0.1.0",
        Id = "1",
        Model = "vae",
        Data = "mnist",
        DataFingerprint = "abc",
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["epochs"] = "3", ["seed"] = "1" },
        Options = new TrainingOptions { Epochs = 3 },
        Machine = "machine",
        Runtime = "runtime",
        Sessions = [new SessionRecord("0.1.0", "machine", "runtime", 0)],
        Stopped = StopReason.Finished,
        Explanation = "It ended.",
        WallSeconds = 1.5,
    });

    private static void Metrics(string folder)
    {
        var path = Path.Combine(folder, "metrics.jsonl");
        for (var epoch = 1; epoch <= 3; epoch++)
            File.AppendAllText(path, $$"""{"epoch":{{epoch}},"train":{"loss_nats":1.5,"kl_nats":null},"validation":{"loss_nats":2},"learning_rate":0.001,"samples_per_second":10,"wall_seconds":0.5}""" + "\n");
    }

    private static void IdxFolder(string folder)
    {
        Write(folder, Images, Idx(0x08, 6, 2, 4));
        Write(folder, "train-labels-idx1-ubyte", Idx(0x08, 6));
        Write(folder, "t10k-images-idx3-ubyte", Idx(0x08, 3, 2, 4));
        Write(folder, "t10k-labels-idx1-ubyte", Idx(0x08, 3));
    }

    private static void Npz(string folder) => NpzFile.Write(Path.Combine(folder, "a.npz"), new Dictionary<string, NpyArray>(StringComparer.Ordinal)
    {
        ["x_train"] = new(Floats(24), 6, 4),
        ["x_test"] = new(Floats(8), 2, 4),
        ["y_train"] = new((float[])[0, 1, 2, 0, 1, 2], 6),
        ["y_test"] = new((float[])[0, 1], 2),
    });

    private static float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(i => i / 32f)];

    private static byte[] Idx(byte type, params int[] dimensions)
    {
        byte[] header = [0, 0, type, (byte)dimensions.Length, .. dimensions.SelectMany(size => new byte[] { 0, 0, (byte)(size >> 8), (byte)size })];
        return [.. header, .. Enumerable.Range(0, dimensions.Aggregate((a, b) => a * b)).Select(i => (byte)(i % 3))];
    }

    private static byte[] Zipped(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Fastest)) zip.Write(content);
        return memory.ToArray();
    }

    private static byte[] Encoded(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(8, 6, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (var i = 0; i < 48; i++) bitmap.SetPixel(i % 8, i / 8, new SKColor((byte)(i * 5), (byte)(i * 3), (byte)(255 - i)));
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>A picture of one pixel; the picture library writes no such files.</summary>
    private static byte[] Gif() => [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b];

    /// <summary>Two by two pixels of 24 bits.</summary>
    private static byte[] Bitmap() =>
    [
        .. "BM"u8, 70, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 24, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0,
        1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 9, 10, 11, 12, 0, 0,
    ];

    private static void Write(string folder, string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
