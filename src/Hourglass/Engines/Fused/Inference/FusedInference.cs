using Hourglass.Data;
using Hourglass.Passes;

namespace Hourglass.Engines.Fused.Inference;

/// <summary>Encodes, decodes and reconstructs by compiled plans.</summary>
internal sealed class FusedInference(Autoencoder model) : IInference
{
    /// <summary>Maximum number of rows that libtorch, which needs no whole panels, computes as fast.</summary>
    public const int FewRows = 32;

    private volatile InferencePlans? plans;

    /// <inheritdoc/>
    public RowComputation? Encode(Examples examples) => Rows(InferencePath.Encode, examples.Count, ReaderOf(examples));

    /// <inheritdoc/>
    public RowComputation? Decode(float[,] codes, float[,]? conditions, ulong? draws) => conditions is null && draws is null
        ? Rows(InferencePath.Decode, codes.GetLength(0), (row, values) => RowChunks.Of(codes, row, 1).CopyTo(values))
        : null;

    /// <inheritdoc/>
    public RowComputation? Reconstruct(Examples examples) => Rows(InferencePath.Reconstruct, examples.Count, ReaderOf(examples));

    private static RowReader ReaderOf(Examples examples) => (row, values) => examples.CopyTo([row], values);

    private FusedRows? Rows(InferencePath path, int count, RowReader read)
    {
        if (count <= FewRows) return null;
        var current = plans;
        if (current is null || !current.AreCurrent()) plans = current = new InferencePlans(model);
        return current.Have(path) ? new FusedRows(current, path, count, read) : null;
    }
}
