using System.Globalization;
using System.Text;
using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Tables;

namespace Hourglass.Cli;

/// <summary>Writes tables in the format given by the output name.</summary>
internal static class TableOutput
{
    /// <summary>The accepted values of <c>--out</c>.</summary>
    public const string Forms = "FILE.csv, FILE.tsv or FILE.parquet";

    /// <summary>Refuses an output of another format, before any work is done.</summary>
    public static void Check(string path)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is not (".csv" or ".tsv" or ".parquet"))
            throw new UsageException($"{What("out")} is '{Got(path)}', but the model was trained on a table; give {Allowed(Forms)}.");
    }

    /// <summary>Refuses an output that does not suit what a model gives, before any work is done; whether that is a table.</summary>
    public static bool Check(string path, Autoencoder model)
    {
        if (model.Preparation.Coding is null)
        {
            ExampleFiles.Check(path, model.Shape);
            return false;
        }

        Check(path);
        return true;
    }

    /// <summary>Writes a list of filled cells: row (from 1), column, value, uncertainty.</summary>
    public static void WriteCells(string path, IReadOnlyList<FilledCell> cells, TableSchema schema)
    {
        var columns = schema.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            writer.Write("row,column,value,uncertainty\n");
            foreach (var cell in cells)
            {
                var value = columns[cell.Column].Text(cell.Value);
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{cell.Row + 1},{Quoted(cell.Column)},{Quoted(value)},{cell.Uncertainty:G4}\n"));
            }
        });

        static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n ") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>Writes a table, whole or not at all.</summary>
    public static string Write(string path, Table rows)
    {
        rows.Write(path);
        return $"Wrote {rows.Count:N0} rows of {rows.Schema.Columns.Count} columns to {path}";
    }
}
