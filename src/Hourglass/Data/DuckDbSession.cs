using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Hourglass.Data;

/// <summary>
/// A database in memory. Extensions are never fetched: the formats that are used are built in. After <see cref="Restrict"/> it reads the files of one table
/// and nothing else, and a query cannot change settings. What does not fit into memory is spilled to the folder for temporary files.
/// </summary>
internal sealed class DuckDbSession : IDisposable
{
    private const string Settings = "Data Source=:memory:;autoinstall_known_extensions=false;autoload_known_extensions=false";
    private readonly string spill = Path.Combine(Path.GetTempPath(), $"hourglass-spill-{Guid.NewGuid():N}");

    private readonly CancellationToken cancellation;
    private readonly CancellationTokenRegistration interrupt;

    /// <param name="cancellation">Interrupts a query that is running, and refuses further ones.</param>
    public DuckDbSession(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        this.cancellation = cancellation;
        Connection = new DuckDBConnection(Settings);
        try
        {
            Connection.Open();
            interrupt = cancellation.Register(() => NativeMethods.Startup.DuckDBInterrupt(Connection.NativeConnection));
            Execute($"SET temp_directory = {Text(spill)}");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public DuckDBConnection Connection { get; }

    /// <summary>Whether queries are interrupted and refused; the failure of one is then no damage of the data.</summary>
    public bool IsCancelled => cancellation.IsCancellationRequested;

    /// <summary>From now on, only these files can be read.</summary>
    public void Restrict(IEnumerable<string> paths)
    {
        Execute($"SET allowed_paths = [{string.Join(", ", paths.Select(Text))}]");
        Execute("SET enable_external_access = false");
        Execute("SET lock_configuration = true");
    }

    public void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    /// <summary>The rows of a small result; null for SQL's NULL.</summary>
    public List<object?[]> Rows(string sql)
    {
        using var command = Command(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The names and types of the columns of a query, which is not run.</summary>
    public List<(string Name, string Type)> Describe(string sql) =>
        [.. Rows($"DESCRIBE {sql}").Select(row => ((string)row[0]!, (string)row[1]!))];

    public void Dispose()
    {
        interrupt.Dispose();
        Connection.Dispose();
        if (Directory.Exists(spill)) Directory.Delete(spill, recursive: true);
    }

    /// <summary>A text as SQL.</summary>
    public static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A name as SQL.</summary>
    public static string Name(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A path escaped so that DuckDB does not treat it as a pattern.</summary>
    public static string Literal(string path) => string.Concat(path.Select(letter => letter is '[' or '*' or '?' ? $"[{letter}]" : $"{letter}"));

    /// <summary>What DuckDB's message says is wrong, without its category and its advice on SQL.</summary>
    public static string Reason(Exception e)
    {
        // On a row of a text file the first line says which, and one after it what is wrong.
        var lines = e.Message.Split('\n');
        var reason = AfterCategory(lines[0]);
        if (lines.Length > 1 && lines[0].Contains("CSV Error on Line", StringComparison.Ordinal))
            reason += $", {AfterCategory(lines[1].StartsWith("Original Line", StringComparison.Ordinal) && lines.Length > 2 ? lines[2] : lines[1])}";
        return reason.StartsWith("Error when sniffing", StringComparison.Ordinal)
            ? "its rows differ in their number of cells, or a quotation mark is missing"
            : reason;

        static string AfterCategory(string line) =>
            line[(line.IndexOf("Error: ", StringComparison.Ordinal) is >= 0 and var start ? start + "Error: ".Length : 0)..].Trim().TrimEnd('.', '!');
    }

    public DuckDBCommand Command(string sql)
    {
        cancellation.ThrowIfCancellationRequested();
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
