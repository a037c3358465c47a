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
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="HourglassException">The query fails, or gives another number of rows.</exception>
    public static void Run(DuckDbSession session, string sql, IReadOnlyList<ColumnBuilder> builders, string name, int total, Action<RowsDone>? report,
        CancellationToken cancellation)
    {
        var (done, told) = (0, 0);
        using var prepared = Prepared();
        var state = NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(prepared, out var result);
        try
        {
            if (state != DuckDBState.Success) throw Failed(NativeMethods.Query.DuckDBResultError(ref result));
            while (true)
            {
                using var chunk = NativeMethods.Query.DuckDBFetchChunk(result);
                if (chunk.IsInvalid)
                {
                    // The end, or a failure on the way there.
                    if (NativeMethods.Query.DuckDBResultError(ref result) is { Length: > 0 } error) throw Failed(error);
                    break;
                }

                var count = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
                if (count == 0) break;
                cancellation.ThrowIfCancellationRequested();
                if (count > total - done) throw Changed();
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

            if (done < total) throw Changed();
        }
        finally
        {
            NativeMethods.Query.DuckDBDestroyResult(ref result);
        }

        DuckDBPreparedStatement Prepared()
        {
            if (NativeMethods.PreparedStatements.DuckDBPrepare(session.Connection.NativeConnection, sql, out var made) == DuckDBState.Success) return made;
            using (made) throw Failed(NativeMethods.PreparedStatements.DuckDBPrepareError(made));
        }

        HourglassException Changed() => Unless(
            $"'{What(name)}' has {Got("another number of rows")} than the {Allowed($"{total:N0}")} that were counted: it was changed while it was read; read it again.");

        HourglassException Failed(string error) => Unless($"'{name}' cannot be read ({DuckDbSession.Reason(new InvalidDataException(error))}); check the file.");

        // An interrupted query fails, or ends early.
        HourglassException Unless(MessageText message)
        {
            cancellation.ThrowIfCancellationRequested();
            return new HourglassException(message);
        }
    }
}
