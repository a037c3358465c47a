using System.Text;
using Hourglass.Data;

namespace Hourglass.Tests.Data.Tables;

/// <summary>Small tables as text, and what was made of them in one line.</summary>
internal static class TableText
{
    /// <summary>Opens a file with this content.</summary>
    public static Table Open(TemporaryFolder folder, string name, string content, TableOptions? options = null) =>
        Table.Open(folder.Write(name, Encoding.UTF8.GetBytes(content)), options);

    /// <summary>A text column repeated to many rows, under a name.</summary>
    public static string Column(string name, int rows, Func<int, string> cell) =>
        $"{name}\n{string.Concat(Enumerable.Range(0, rows).Select(i => cell(i) + "\n"))}";

    /// <summary>Writes the result of a query to a Parquet file.</summary>
    public static void Parquet(string path, string query)
    {
        using var session = new DuckDbSession();
        session.Execute($"COPY ({query}) TO '{path}' (FORMAT parquet)");
    }

    /// <summary>The temporary copies that contain a text; other tests make and delete theirs meanwhile.</summary>
    public static string[] Copies(string text)
    {
        return [.. Directory.GetFiles(Path.GetTempPath(), "hourglass-*.txt").Where(Contains)];

        bool Contains(string path)
        {
            try
            {
                return File.ReadAllText(path).Contains(text, StringComparison.Ordinal);
            }
            catch (FileNotFoundException)
            {
                return false;
            }
        }
    }

    /// <summary>The kinds of all columns with levels or range, such as <c>age:Integer 1..3, sex:Category f|m</c>.</summary>
    public static string Of(Table table) => string.Join(", ", table.Schema.Columns.Select(Of));

    public static string Of(ColumnSchema column)
    {
        var values = column.Levels.Count > 0 ? $" {string.Join('|', column.Levels.Take(6))}"
            : column.Least is { } least && column.Most is { } most ? $" {column.Text(least)}..{column.Text(most)}" : "";
        return $"{column.Name}:{column.Kind}{values}{(column.Missing > 0 ? $" -{column.Missing}" : "")}";
    }

    /// <summary>All doubts.</summary>
    public static string Doubts(Table table) => string.Join(' ', table.Schema.Doubts.Concat(table.Schema.Columns.SelectMany(column => column.Doubts)));
}
