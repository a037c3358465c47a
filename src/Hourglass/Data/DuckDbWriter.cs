using DuckDB.NET.Data;
using Hourglass.Files;

namespace Hourglass.Data;

/// <summary>
/// Writes rows to a new .csv or .parquet by DuckDB, a part at a time, so that memory does not grow with the rows: DuckDB writes a file from a table, and
/// the table has the rows of one part. Parts of a .csv are appended to each other; those of a .parquet are files that are joined at the end.
/// </summary>
internal sealed class DuckDbWriter : IDisposable
{
    // Of a part: 16 MB.
    private const int MostNumbers = 1 << 22;

    // DuckDB's smallest group of rows in a .parquet.
    private const int Vector = 2048;
    private readonly string path;
    private readonly TableFormat format;
    private readonly IReadOnlyList<int>? labels;
    private readonly ClassNames? classNames;
    private readonly bool hasLongLabels;
    private readonly bool hasClasses;
    private readonly int columns;
    private readonly int most;
    private readonly string table;
    private readonly DuckDbSession session = new();
    private readonly List<string> parts = [];
    private DuckDBAppender? appender;
    private int written;
    private int inPart;

    /// <summary>Starts a file.</summary>
    /// <param name="path">The file, which does not exist yet.</param>
    /// <param name="format">Csv or parquet.</param>
    /// <param name="names">The columns' names.</param>
    /// <param name="labels">One class index per row, or null.</param>
    /// <param name="classNames">The classes of the indices, or null.</param>
    /// <param name="mostNumbers">Maximum number of values in a part.</param>
    public DuckDbWriter(string path, TableFormat format, IReadOnlyList<string> names, IReadOnlyList<int>? labels, ClassNames? classNames,
        int mostNumbers = MostNumbers)
    {
        (this.path, this.format, this.labels, this.classNames, columns) = (path, format, labels, classNames, names.Count);
        most = Math.Max(1, mostNumbers / columns / Vector) * Vector;
        hasClasses = labels is not null && classNames is { AreNumbers: false };
        hasLongLabels = labels is not null && !labels.All(label => Number(label) == (int)Number(label));
        IEnumerable<string> all = [.. names.Select(name => $"{DuckDbSession.Name(name)} FLOAT"),
            .. labels is null ? [] : (string[])[$"label {(hasLongLabels ? "BIGINT" : "INTEGER")}"], .. hasClasses ? ["class VARCHAR"] : (string[])[]];
        table = $"CREATE OR REPLACE TABLE written ({string.Join(", ", all)})";
    }

    /// <summary>Adds the next rows.</summary>
    /// <exception cref="IOException">DuckDB cannot write the file.</exception>
    public void Add(ReadOnlySpan<float> rows)
    {
        try
        {
            for (var start = 0; start < rows.Length; start += columns)
            {
                if (appender is null)
                {
                    session.Execute(table);
                    appender = session.Connection.CreateAppender("written");
                }

                Append(appender.CreateRow(), rows.Slice(start, columns));
                if (++inPart == most) EndPart();
            }
        }
        catch (DuckDBException e)
        {
            throw new IOException(DuckDbSession.Reason(e), e);
        }
    }

    /// <summary>Completes the file, which has at least one row.</summary>
    /// <exception cref="IOException">DuckDB cannot write the file.</exception>
    public void Finish()
    {
        try
        {
            if (inPart > 0) EndPart(isOnly: written == inPart);
            Join();
        }
        catch (DuckDBException e)
        {
            throw new IOException(DuckDbSession.Reason(e), e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        appender?.Dispose();
        session.Dispose();
        foreach (var part in parts) TemporaryName.Remove(() => File.Delete(part));
    }

    private void Join()
    {
        if (parts.Count == 0) return;
        var files = string.Join(", ", parts.Select(part => DuckDbSession.Text(DuckDbSession.Literal(part))));

        // Groups of rows are collected by each thread.
        session.Execute("SET threads = 1");
        session.Execute($"COPY (SELECT * FROM read_parquet([{files}])) TO {DuckDbSession.Text(path)} (FORMAT parquet, ROW_GROUP_SIZE {most})");
    }

    private long Number(int label) => classNames is { AreNumbers: true } && label < classNames.Count ? classNames.NumberAt(label) : label;

    private void Append(IDuckDBAppenderRow row, ReadOnlySpan<float> values)
    {
        foreach (var value in values) row.AppendValue(value);
        if (labels is not null)
        {
            var label = labels[written];
            if (hasLongLabels) row.AppendValue(Number(label));
            else row.AppendValue((int)Number(label));
            if (hasClasses) row.AppendValue(label >= 0 && label < classNames!.Count ? classNames[label] : null);
        }

        row.EndRow();
        written++;
    }

    private void EndPart(bool isOnly = false)
    {
        appender?.Dispose();
        appender = null;
        if (isOnly || (format == TableFormat.Csv && written == inPart))
        {
            Copy(path, format == TableFormat.Csv ? "FORMAT csv, HEADER" : "FORMAT parquet");
        }
        else
        {
            var part = TemporaryName.In(Path.GetDirectoryName(path)!);
            parts.Add(part);
            Copy(part, format == TableFormat.Csv ? "FORMAT csv, HEADER false" : "FORMAT parquet");
            if (format == TableFormat.Csv) MoveToEnd(part);
        }

        inPart = 0;
    }

    private void Copy(string to, string options) => session.Execute($"COPY written TO {DuckDbSession.Text(to)} ({options})");

    private void MoveToEnd(string part)
    {
        using (var from = File.OpenRead(part))
        using (var to = new FileStream(path, FileMode.Append)) from.CopyTo(to);
        File.Delete(part);
        parts.Remove(part);
    }
}
