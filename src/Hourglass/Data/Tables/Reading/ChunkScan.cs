using DuckDB.NET.Native;

namespace Hourglass.Data;

/// <summary>Runs a query and hands its columns over vector by vector, without an object per row or cell.</summary>
internal static unsafe class ChunkScan
{
    private const int Reported = 1 << 16;

    /// <summary>Fills one builder for each column of the query.</summary>
    /// <param name="session">The database.</param>
    /// <param name="sql">The query.</param>
    /// <param name="builders">One per column.</param>
    /// <param name="name">The source, for messages.</param>
    /// <param name="total">The number of rows.</param>
    /// <param name="report">Receives the progress; may be null.</param>
    /// <param name="cancellation">Stops within a few thousand rows.</param>
    /// <exception cref="HourglassException">The query fails, or gives another number of rows.</exception>
    public static void Run(DuckDbSession session, string sql, IReadOnlyList<ColumnBuilder> builders, string name, int total, Action<RowsDone>? report,
        CancellationToken cancellation)
    {
        var (done, told) = (0, 0);
        using var prepared = Prepare(session, sql, name);
        var state = NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(prepared, out var result);
        try
        {
            if (state != DuckDBState.Success) throw Failed(NativeMethods.Query.DuckDBResultError(ref result), name);
            while (true)
            {
                using var chunk = NativeMethods.Query.DuckDBFetchChunk(result);
                if (chunk.IsInvalid)
                {
                    // The end, or a failure on the way there.
                    if (NativeMethods.Query.DuckDBResultError(ref result) is { Length: > 0 } error) throw Failed(error, name);
                    break;
                }

                var count = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
                if (count == 0) break;
                cancellation.ThrowIfCancellationRequested();
                if (count > total - done) throw Changed(name, total);
                for (var i = 0; i < builders.Count; i++)
                {
                    var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, i);
                    builders[i].Add(NativeMethods.Vectors.DuckDBVectorGetData(vector), NativeMethods.Vectors.DuckDBVectorGetValidity(vector), count);
                }

                done += count;
                if (report is null || done - told < Reported) continue;
                told = done;
                report(new RowsDone("reading rows", done, total));
            }

            if (done < total) throw Changed(name, total);
        }
        finally
        {
            NativeMethods.Query.DuckDBDestroyResult(ref result);
        }
    }

    private static DuckDBPreparedStatement Prepare(DuckDbSession session, string sql, string name)
    {
        var state = NativeMethods.PreparedStatements.DuckDBPrepare(session.Connection.NativeConnection, sql, out var prepared);
        if (state == DuckDBState.Success) return prepared;
        using (prepared) throw Failed(NativeMethods.PreparedStatements.DuckDBPrepareError(prepared), name);
    }

    private static HourglassException Changed(string name, int total) =>
        new($"'{What(name)}' has {Got("another number of rows")} than the {Allowed($"{total:N0}")} that were counted: it was changed while it was read; read it again.");

    private static HourglassException Failed(string error, string name) =>
        new($"'{name}' cannot be read ({DuckDbSession.Reason(new InvalidDataException(error))}); check the file.");
}
