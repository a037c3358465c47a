using DuckDB.NET.Native;

namespace Hourglass.Data;

/// <summary>Runs a query and hands its columns over vector by vector, without an object per row or cell.</summary>
internal static unsafe class ChunkScan
{
    /// <summary>Fills one builder for each column of the query.</summary>
    /// <exception cref="HourglassException">The query fails.</exception>
    public static void Run(DuckDbSession session, string sql, IReadOnlyList<ColumnBuilder> builders, string name)
    {
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
                    return;
                }

                var count = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
                if (count == 0) return;
                for (var i = 0; i < builders.Count; i++)
                {
                    var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, i);
                    builders[i].Add(NativeMethods.Vectors.DuckDBVectorGetData(vector), NativeMethods.Vectors.DuckDBVectorGetValidity(vector), count);
                }
            }
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

    private static HourglassException Failed(string error, string name) =>
        new($"'{name}' cannot be read ({DuckDbSession.Reason(new InvalidDataException(error))}); check the file.");
}
