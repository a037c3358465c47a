using DuckDB.NET.Data;

namespace Hourglass.Data;

/// <summary>Opens what a descriptor names.</summary>
internal static class TableSource
{
    /// <summary>Reads a source, and closes it.</summary>
    /// <param name="name">The source, for messages.</param>
    /// <param name="open">Opens it in a database.</param>
    /// <param name="load">Reads its rows.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="HourglassException">The source cannot be read.</exception>
    public static Table Read(string name, Func<DuckDbSession, TableRelation> open, Func<TableRelation, Table> load, CancellationToken cancellation = default)
    {
        using var session = new DuckDbSession(cancellation);
        try
        {
            using var relation = open(session);
            return load(relation);
        }
        catch (Exception e) when (cancellation.IsCancellationRequested && e is DuckDBException or HourglassException { InnerException: DuckDBException })
        {
            throw new OperationCanceledException("The reading was cancelled.", e, cancellation);
        }
        catch (DuckDBException e)
        {
            throw new HourglassException($"'{What(name)}' cannot be read ({Got(DuckDbSession.Reason(e))}); {Allowed("check the data")}.", e);
        }
        catch (IOException e)
        {
            throw new HourglassException($"'{What(name)}' cannot be read ({Got(e.Message.TrimEnd('.'))}); " +
                $"{Allowed("check the path and the space for temporary files")}.", e);
        }
    }

    /// <summary>The rows of a file, a pattern of files or a query.</summary>
    /// <param name="session">The database.</param>
    /// <param name="path">The descriptor.</param>
    /// <param name="relation">The table of a SQLite file; null if the descriptor or the file says it.</param>
    /// <param name="expected">Columns that it probably has; null if nothing is known.</param>
    /// <exception cref="UsageException">The descriptor names no table.</exception>
    /// <exception cref="HourglassException">The data are missing, damaged or empty.</exception>
    public static TableRelation Open(DuckDbSession session, string path, string? relation, ExpectedColumns? expected)
    {
        var files = TableFiles.Find(path) ?? throw new UsageException($"The {What("data")} '{Got(path)}' are no table; give {Allowed(TableFiles.Allowed)}.");
        if (Array.Find(files.Paths, Directory.Exists) is { } folder)
            throw new UsageException($"The {What("data")} '{Got(folder)}' are a folder; give {Allowed("a file, or a pattern of its files")}, such as " +
                $"'{Path.Combine(folder, $"*{Path.GetExtension(folder)}")}'.");
        foreach (var file in files.Paths) InputFile.Read(file, stream => stream.Length);
        if (files.Format == TableStorage.Sqlite && files.Paths.Length > 1)
            throw new UsageException($"The {What("pattern")} '{path}' fits {Got(files.Paths.Length)} SQLite files; give {Allowed("one")}.");
        return files.Format switch
        {
            TableStorage.Text => CsvSource.Open(session, path, files.Paths, expected),
            TableStorage.Json => JsonSource.Open(session, path, files.Paths, expected),
            TableStorage.Parquet => ParquetSource.Open(session, path, files.Paths),
            TableStorage.Sqlite => SqliteSource.Open(session, files.Paths[0], files.Detail ?? relation),
            _ => SqlSource.Open(session, files.Detail!),
        };
    }
}
