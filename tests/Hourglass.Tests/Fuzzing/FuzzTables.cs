using System.Collections.Concurrent;
using System.Text;
using Hourglass.Data;
using Microsoft.Data.Sqlite;

namespace Hourglass.Tests.Fuzzing;

/// <summary>Valid files of a small table of all kinds.</summary>
internal static class FuzzTables
{
    private static readonly ConcurrentDictionary<string, TableSchema> Schemas = new();

    /// <summary>The schema of the table in the format of this ending.</summary>
    public static TableSchema Schema(string ending) => Schemas.GetOrAdd(ending, _ =>
    {
        var path = Path.Combine(Path.GetTempPath(), $"hourglass-{Guid.NewGuid():N}{ending}");
        Write(path);
        var schema = Table.Open(path).Schema;
        File.Delete(path);
        return schema;
    });

    /// <summary>Writes the table in the format that the name ends with.</summary>
    public static void Write(string path)
    {
        switch (Path.GetExtension(path))
        {
            case ".jsonl":
                File.WriteAllLines(path, Enumerable.Range(0, 30)
                    .Select(i => $$"""{"a":{{i}}.5,"b":"{{(i % 2 == 0 ? "x" : "y")}}","c":{{(i % 3 == 0 ? "true" : "false")}}}"""));
                break;
            case ".sqlite":
                using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
                {
                    connection.Open();
                    using var command = connection.CreateCommand();
                    var rows = string.Join(", ", Enumerable.Range(0, 30).Select(i => $"({i}.5, '{(i % 2 == 0 ? "x" : "y")}')"));
                    command.CommandText = $"CREATE TABLE t (a REAL, b TEXT); INSERT INTO t VALUES {rows}";
                    command.ExecuteNonQuery();
                }

                break;
            default:
                var source = Path.ChangeExtension(path, "source.csv");
                File.WriteAllBytes(source, Encoding.UTF8.GetBytes("n,w,c,d,t\n" + string.Concat(Enumerable.Range(0, 30)
                    .Select(i => $"{i}.25,\"{i},5 €\",{(i % 3 == 0 ? "rot" : "grün")},2020-01-{(i % 28) + 1:00},\"x \"\"y\"\"\n{i}\"\n"))));
                Table.Open(source).Write(path);
                File.Delete(source);
                break;
        }
    }
}
