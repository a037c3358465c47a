namespace Hourglass.Data;

/// <summary>The cells of a column with one value.</summary>
internal sealed class ConstantCells(int count, string value) : ColumnCells
{
    public override int Count => count;

    public override bool HasTexts => true;

    public override void Read(ReadOnlySpan<int> rows, Span<double> destination) => destination.Clear();

    public override void Read(int start, Span<double> destination) => destination.Clear();

    public override string Text(int row) => value;
}
