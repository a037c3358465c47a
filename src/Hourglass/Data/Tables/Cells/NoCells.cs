namespace Hourglass.Data;

/// <summary>The cells of a column that was left out: their number is known, their values are not.</summary>
internal sealed class NoCells(int count) : ColumnCells
{
    public override int Count => count;

    public override void Read(ReadOnlySpan<int> rows, Span<double> destination) => destination.Fill(double.NaN);

    public override void Read(int start, Span<double> destination) => destination.Fill(double.NaN);
}
