using Microsoft.Data.Sqlite;

namespace Hourglass.Data;

/// <summary>Reads a table of a SQLite file, without changing or locking it. Cells have types of their own there, so all are read as text.</summary>
internal static class SqliteSource
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static TableRelation Open(DuckDbSession session, string path, string? table)
    {
        InputFile.Read(path, stream => RequireSqlite(path, stream));
        try
        {
            var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 1 };
            using var connection = new SqliteConnection(settings.ToString());
            connection.Open();
            var chosen = Choose(connection, path, table);
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {DuckDbSession.Name(chosen)}";
            using var reader = command.ExecuteReader();
            (string, Type)[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(i => (reader.GetName(i), typeof(object)))];
            session.Restrict([]);
            return RowIngest.Open(session, path, columns, Rows(reader));
        }
        catch (SqliteException e)
        {
            var (got, allowed) = e.SqliteErrorCode switch
            {
                Busy or Locked => ("is locked by another program", "close it there, or read a copy"),
                CannotOpen => ("cannot be opened", "check its permissions, and that its folder has the -wal file of the same name"),
                NotADatabase => ("is not one, or it is encrypted", "give a SQLite file"),
                _ => ($"cannot be read ({e.Message.TrimEnd('.')})", "restore it from a copy"),
            };
            throw new HourglassException($"The SQLite file '{What(path)}' {Got(got)}; {Allowed(allowed)}.", e);
        }
    }

    private static IEnumerable<object?[]> Rows(SqliteDataReader reader)
    {
        var row = new object?[reader.FieldCount];
        while (reader.Read())
        {
            for (var i = 0; i < row.Length; i++) row[i] = reader.GetValue(i);
            yield return row;
        }
    }

    private static string Choose(SqliteConnection connection, string path, string? table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        if (names.Count == 0) throw new HourglassException($"The SQLite file '{What(path)}' has {Got("no tables")}; give {Allowed("one with a table")}.");
        if (table is null)
            return names.Count == 1 ? names[0]
                : throw new UsageException($"The {What("SQLite file")} '{path}' has {Got(names.Count)} tables: {Shown(names)}; choose one, such as " +
                    $"'{path}:{names[0]}'.");
        return names.Find(name => name.Equals(table, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"The {What("SQLite file")} '{path}' has no table '{Got(table)}'; {Settings.Nearest.Hint(table, names)}it has " +
                $"{Shown(names)}.");
    }

    private static bool RequireSqlite(string path, FileStream stream)
    {
        Span<byte> head = stackalloc byte[16];
        return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.StartsWith("SQLite format 3"u8) ? true
            : throw new HourglassException($"The file '{What(path)}' {Got("is not a SQLite file")}; give its name {Allowed("the ending of its format")}.");
    }

    private static string Shown(List<string> names) => string.Join(", ", names.Take(8).Select(name => $"'{name}'")) + (names.Count > 8 ? ", ..." : "");
}
