namespace Hourglass.Data;

/// <summary>Texts in one block of UTF-8; without numbers.</summary>
/// <param name="bytes">The texts, one after the other.</param>
/// <param name="ends">The end of each text; the bitwise complement for a missing one.</param>
internal sealed class TextCells(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<int> ends) : ColumnCells
{
    public override int Count => ends.Length;

    public override bool HasTexts => true;

    public override void Read(ReadOnlySpan<int> rows, Span<double> destination) => destination.Fill(double.NaN);

    public override void Read(int start, Span<double> destination) => destination.Fill(double.NaN);

    public override string? Text(int row)
    {
        var all = ends.Span;
        var (start, end) = (row == 0 ? 0 : Math.Max(all[row - 1], ~all[row - 1]), all[row]);
        var text = end < 0 ? null : System.Text.Encoding.UTF8.GetString(bytes.Span[start..end]);
        GC.KeepAlive(this);
        return text;
    }
}
