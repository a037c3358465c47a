using System.Runtime.InteropServices;
using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Reports;

namespace Hourglass.Cli;

/// <summary>Writes examples in the format given by the output name: an array, a table, a contact sheet, or a folder of images.</summary>
internal static class ExampleFiles
{
    /// <summary>The accepted values of <c>--out</c>.</summary>
    public const string Forms = "FILE.npy, FILE.csv or FILE.parquet (numbers), FILE.png (contact sheet), or a new folder (one PNG per image)";

    private const int SheetColumns = 16;
    private const int SheetLimit = 256;

    /// <summary>Writes rows; a sheet shows at most the first 256.</summary>
    /// <param name="path">The output.</param>
    /// <param name="rows">[count, shape.Size].</param>
    /// <param name="shape">Of one example.</param>
    /// <param name="names">Source file names of the examples, used to name the images in a folder; null to number them.</param>
    public static string Write(string path, float[,] rows, DataShape shape, IReadOnlyList<string>? names = null) =>
        Write(path, rows.GetLength(0), shape, write => write(0, MemoryMarshal.CreateReadOnlySpan(ref rows[0, 0], rows.Length)), names);

    /// <summary>The same for rows that are written as they are computed; only sheets and folders of images keep rows in memory.</summary>
    /// <param name="path">The output.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="shape">Of one example.</param>
    /// <param name="fill">Passes all rows in order to the writer that it gets.</param>
    /// <param name="names">Source file names of the examples, used to name the images in a folder; null to number them.</param>
    /// <param name="cancellation">Stops between the images of a folder.</param>
    public static string Write(string path, int count, DataShape shape, Action<RowWriter> fill, IReadOnlyList<string>? names = null,
        CancellationToken cancellation = default) =>
        Extension(path, shape) switch
        {
            ".png" => Sheet(path, [First(Math.Min(count, SheetLimit), shape, fill)], shape),
            "" => Folder(path, First(count, shape, fill), shape, names, cancellation),
            _ => Table(path, count, shape, fill),
        };

    /// <summary>Refuses an output that does not suit this shape or would replace existing files, before any work is done.</summary>
    public static void Check(string path, DataShape shape)
    {
        if (Extension(path, shape).Length == 0) AtomicFolder.RequireFree(path);
    }

    /// <summary>Whether the output is a contact sheet.</summary>
    public static bool IsSheet(string path) => Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase);

    /// <summary>A contact sheet in which the images of each list are below those of the previous list, such as originals above reconstructions.</summary>
    /// <param name="path">The output file.</param>
    /// <param name="lists">[count, shape.Size] each.</param>
    /// <param name="shape">Of one example.</param>
    /// <param name="columns">Images per row.</param>
    /// <param name="range">The values drawn as black and white; null for the range of all lists.</param>
    public static string Sheet(string path, IReadOnlyList<float[,]> lists, DataShape shape, int columns = SheetColumns, PixelRange? range = null)
    {
        var count = Math.Min(lists[0].GetLength(0), SheetLimit);
        return SavePng(path, PictureSheet.Stack([.. lists.Select(list => Flat(list, count))], shape, Math.Min(columns, count), range: range));
    }

    /// <summary>Saves a sheet; pixels of small images are enlarged.</summary>
    public static string SavePng(string path, PictureSheet sheet)
    {
        var scale = Math.Clamp(1200 / Math.Max(1, sheet.Width), 1, 4);
        AtomicFile.Write(path, stream => stream.Write(sheet.ToPng(scale)));
        return $"Wrote {(sheet.Rows == 1 ? "1 row" : $"{sheet.Rows} rows")} of {sheet.Columns} images to {path}";
    }

    private static string Table(string path, int count, DataShape shape, Action<RowWriter> fill)
    {
        if (Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase) && shape.IsPicture)
            NpyFile.Write(path, fill, count, shape.Channels, shape.Height, shape.Width);
        else
            TableFile.Write(path, count, shape.Size, fill);
        return $"Wrote {count:N0} x {shape} numbers to {path}";
    }

    /// <summary>The first rows: [count, shape.Size].</summary>
    private static float[,] First(int count, DataShape shape, Action<RowWriter> fill)
    {
        var kept = new float[count, shape.Size];
        fill((first, rows) =>
        {
            if (first < count)
                rows[..Math.Min(rows.Length, (count - first) * shape.Size)].CopyTo(MemoryMarshal.CreateSpan(ref kept[first, 0], (count - first) * shape.Size));
        });
        return kept;
    }

    private static string Folder(string path, float[,] rows, DataShape shape, IReadOnlyList<string>? names, CancellationToken cancellation)
    {
        string[] files = names is null ? [.. Enumerable.Range(0, rows.GetLength(0)).Select(i => $"{i:00000}.png")] : Pictures(names);
        var pixels = MemoryMarshal.CreateSpan(ref rows[0, 0], rows.Length);
        PixelRange.Of(pixels).Fit(pixels);
        AtomicFolder.Write(path, folder =>
        {
            for (var i = 0; i < files.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var file = Path.Combine(folder, files[i]);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                PictureFile.WritePng(file, MemoryMarshal.CreateReadOnlySpan(ref rows[i, 0], shape.Size), shape);
            }
        });
        return $"Wrote {rows.GetLength(0):N0} images to the folder {path}";
    }

    /// <summary>Replaces the extensions with .png, or appends it where names would collide.</summary>
    private static string[] Pictures(IReadOnlyList<string> names)
    {
        var twice = names.GroupBy(name => Path.ChangeExtension(name, ".png"),
            StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).SelectMany(group => group).ToHashSet(StringComparer.Ordinal);
        return [.. names.Select(name => twice.Contains(name) ? name + ".png" : Path.ChangeExtension(name, ".png"))];
    }

    private static string Extension(string path, DataShape shape)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension is ".npy" or ".csv" or ".parquet") return extension;
        if (extension is not (".png" or "")) throw new UsageException($"{What("out")} is '{Got(path)}'; give {Allowed(Forms)}.");
        if (!shape.IsPicture)
            throw new UsageException($"{What("out")} is '{Got(path)}', but the data are rows of {shape.Size} numbers, not images; " +
                $"give {Allowed("FILE.npy, FILE.csv or FILE.parquet")}.");
        return extension;
    }

    private static float[] Flat(float[,] rows, int count) =>
        MemoryMarshal.CreateReadOnlySpan(ref rows[0, 0], count * rows.GetLength(1)).ToArray();
}
