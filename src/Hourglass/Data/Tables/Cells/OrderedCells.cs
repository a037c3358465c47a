namespace Hourglass.Data;

/// <summary>Cells of other rows, or in another order.</summary>
/// <param name="cells">The cells.</param>
/// <param name="rows">The row of <paramref name="cells"/> for each row.</param>
internal sealed class OrderedCells(ColumnCells cells, int[] rows) : ColumnCells
{
    public override int Count => rows.Length;

    public override bool HasTexts => cells.HasTexts;

    public override void Read(ReadOnlySpan<int> positions, Span<double> destination)
    {
        var mapped = new int[positions.Length];
        for (var i = 0; i < mapped.Length; i++) mapped[i] = rows[positions[i]];
        cells.Read(mapped, destination);
    }

    public override void Read(int start, Span<double> destination) => cells.Read(rows.AsSpan(start, destination.Length), destination);

    public override string? Text(int row) => cells.Text(rows[row]);
}
