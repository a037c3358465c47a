using Hourglass.Preparation;

namespace Hourglass.Passes;

/// <summary>Rows in the units of a model, converted to those of the source in place.</summary>
internal sealed class InvertedRows(RowComputation prepared, DataPreparation preparation) : RowComputation(prepared.Count, prepared.Width)
{
    /// <inheritdoc/>
    public override int Unit => prepared.Unit;

    /// <inheritdoc/>
    public override void Compute(int first, Span<float> rows, CancellationToken cancellation)
    {
        prepared.Compute(first, rows, cancellation);
        preparation.Invert(rows);
    }

    /// <inheritdoc/>
    public override void Dispose() => prepared.Dispose();
}
