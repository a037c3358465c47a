using System.Runtime.InteropServices;
using Hourglass.Files;

namespace Hourglass.Data;

/// <summary>Writes rows of numbers to .npy, .csv or .parquet, according to the ending of the file's name.</summary>
public static class TableFile
{
    /// <summary>
    /// Writes <paramref name="rows"/> [n x d] whole or not at all. A .csv has a header, and numbers that read back as the same 32-bit
    /// numbers; a .parquet has columns of type FLOAT; a .npy has no names.
    /// </summary>
    /// <param name="path">The file to write; an existing one is not changed if anything fails.</param>
    /// <param name="rows">The numbers, one row per example; all finite.</param>
    /// <param name="columnNames">One name per column, distinct regardless of letter case; by default x1, x2, ...</param>
    /// <exception cref="UsageException">The name has another ending.</exception>
    /// <exception cref="HourglassException">There are no rows, a value is not finite, the names do not fit, or the file cannot be written.</exception>
    public static void Write(string path, float[,] rows, IReadOnlyList<string>? columnNames) =>
        Write(path, rows.GetLength(0), rows.GetLength(1), write => WriteAll(write, rows), columnNames);

    /// <summary>Writes rows as they are computed, whole or not at all, with memory that does not grow with their number.</summary>
    /// <param name="path">The file to write; an existing one is not changed if anything fails.</param>
    /// <param name="count">Number of rows; at least 1.</param>
    /// <param name="columns">Numbers per row; at least 1.</param>
    /// <param name="fill">Passes all rows in order to the writer that it gets, such as <c>write => model.ReconstructTo(examples, write)</c>.</param>
    /// <param name="columnNames">One name per column, distinct regardless of letter case; by default x1, x2, ...</param>
    /// <exception cref="UsageException">The name has another ending.</exception>
    /// <exception cref="HourglassException">There are no rows, or fewer or more than promised, a value is not finite, the names do not fit, or the file cannot
    /// be written.</exception>
    public static void Write(string path, int count, int columns, Action<RowWriter> fill, IReadOnlyList<string>? columnNames = null) =>
        Write(path, count, fill, columnNames ?? Numbered("x", columns), labels: null, classNames: null, columns);

    /// <summary>
    /// As the public overload; <paramref name="labels"/> add an integer column <c>label</c> to a .csv or .parquet, <paramref name="classNames"/> a column
    /// <c>class</c> next to it.
    /// </summary>
    internal static void Write(string path, int count, Action<RowWriter> fill, IReadOnlyList<string> columnNames, IReadOnlyList<int>? labels,
        ClassNames? classNames, int columns)
    {
        var format = Format(path);
        if (count < 1 || columns < 1)
            throw new HourglassException($"There is nothing to write to '{What(path)}': {Got($"{count} rows of {columns} values")}; give " +
                $"{Allowed("at least one of each")}.");
        if (columnNames.Count != columns)
            throw new HourglassException($"The rows for '{What(path)}' have {Got(columns)} columns but {columnNames.Count} names; give " +
                $"{Allowed("one name per column")}.");
        if (columnNames.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new HourglassException($"Two columns for '{What(path)}' have the name '{Got(twice.Key)}'; " +
                $"{Allowed("names must differ in more than letter case")}.");
        if (labels is not null && labels.Count != count)
            throw new HourglassException($"There are {Got(labels.Count):N0} {What("labels")} for the {count:N0} rows of '{path}'; give " +
                $"{Allowed("one label per row")}.");
        if (format == TableFormat.Npy)
        {
            NpyFile.Write(path, fill, count, columns);
            return;
        }

        var sequence = new RowSequence(path, count, columns);
        AtomicFile.WriteNamed(path, temporary =>
        {
            using var writer = new DuckDbWriter(temporary, format, columnNames, labels, classNames);
            fill((first, rows) =>
            {
                sequence.Require(first, rows);
                writer.Add(rows);
            });
            sequence.RequireAll();
            writer.Finish();
        });
    }

    /// <summary>Passes an array to a writer.</summary>
    internal static void WriteAll(RowWriter write, float[,] rows) =>
        write(0, rows.Length == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(in rows[0, 0], rows.Length));

    /// <summary>The format given by the ending of a name.</summary>
    /// <exception cref="UsageException">It is not one of the three.</exception>
    internal static TableFormat Format(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".npy" => TableFormat.Npy,
        ".csv" => TableFormat.Csv,
        ".parquet" => TableFormat.Parquet,
        var other => throw new UsageException($"The name '{What(path)}' ends with '{Got(other)}'; " +
            $"rows of numbers are stored in {Allowed(".npy, .csv and .parquet files")}: end the name with one of these."),
    };

    /// <summary>A letter followed by the numbers from 1 to <paramref name="count"/>.</summary>
    internal static string[] Numbered(string letter, int count) => [.. Enumerable.Range(1, count).Select(i => $"{letter}{i}")];
}
