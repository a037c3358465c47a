using System.Runtime.InteropServices;
using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>Codes as files: .npy, .csv or .parquet, according to the ending of the file's name.</summary>
public static class CodesFile
{
    /// <summary>
    /// Writes <paramref name="codes"/> [n x latent] whole or not at all, as columns <c>z1</c>, <c>z2</c>, ... (32-bit numbers). In a .csv
    /// or .parquet, labels follow as the column <c>label</c>: the numbers of the source, or else indices with their names in the column
    /// <c>class</c>; a .npy contains the codes only.
    /// </summary>
    /// <param name="path">The file to write; an existing one is not changed if anything fails.</param>
    /// <param name="codes">The codes, one row per example; all finite.</param>
    /// <param name="labels">One class index per row, or null.</param>
    /// <param name="classNames">The classes of the indices, or null; an index beyond them has no name.</param>
    /// <exception cref="UsageException">The name has another ending.</exception>
    /// <exception cref="HourglassException">There are no codes, a code is not finite, the labels do not fit, or the file cannot be written.</exception>
    public static void Write(string path, float[,] codes, IReadOnlyList<int>? labels, ClassNames? classNames) =>
        Write(path, codes.GetLength(0), codes.GetLength(1), write => TableFile.WriteAll(write, codes), labels, classNames);

    /// <summary>The same for codes that are written as they are computed, with memory that does not grow with their number.</summary>
    /// <param name="path">The file to write; an existing one is not changed if anything fails.</param>
    /// <param name="count">Number of codes; at least 1.</param>
    /// <param name="latent">Dimensions of a code; at least 1.</param>
    /// <param name="fill">Passes all codes in order to the writer that it gets: <c>write => model.EncodeTo(examples, write)</c>.</param>
    /// <param name="labels">One class index per row, or null.</param>
    /// <param name="classNames">The classes of the indices, or null; an index beyond them has no name.</param>
    /// <inheritdoc cref="Write(string, float[,], IReadOnlyList{int}?, ClassNames?)"/>
    public static void Write(string path, int count, int latent, Action<RowWriter> fill, IReadOnlyList<int>? labels, ClassNames? classNames) =>
        TableFile.Write(path, count, fill, TableFile.Numbered("z", latent), labels, classNames, latent);

    /// <summary>Rejects file names that codes cannot be written to, before codes are computed.</summary>
    /// <exception cref="UsageException">It does not end in .npy, .csv or .parquet.</exception>
    public static void Check(string path) => TableFile.Format(path);

    /// <summary>
    /// Reads codes [n x latent]: a .npy of two dimensions, the columns <c>z1</c>, <c>z2</c>, ... of a .csv or .parquet (other columns
    /// are ignored), or all columns of a .csv of numbers without a header.
    /// </summary>
    /// <exception cref="UsageException">The name has another ending.</exception>
    /// <exception cref="HourglassException">The file is missing, damaged or empty, lacks the columns, or a value is not a finite number.</exception>
    public static float[,] Read(string path)
    {
        var format = TableFile.Format(path);
        var (values, columns) = format == TableFormat.Npy ? ReadNpy(path) : InputFile.Read(path, stream => DuckDbTable.Read(path, format, stream.Length));
        if (values.IsEmpty)
            throw new HourglassException($"The file '{What(path)}' has no rows; give {Allowed("at least one row of codes")}.");
        Finite.Require(values.Span, columns, path);
        var codes = new float[values.Length / columns, columns];
        values.Span.CopyTo(MemoryMarshal.CreateSpan(ref codes[0, 0], codes.Length));
        return codes;
    }

    private static (ReadOnlyMemory<float> Values, int Columns) ReadNpy(string path)
    {
        var array = NpyFile.Read(path);
        return array.Dimensions is [_, var columns] ? (array.ToFloats(), columns)
            : throw new HourglassException($"The file '{What(path)}' has the shape {Got(array.ShapeText)}; codes are (rows, dimensions of the code): " +
                $"{Allowed("reshape it")}.");
    }
}
