using System.Text;

namespace Hourglass.Data;

/// <summary>Texts in one block of UTF-8; without numbers.</summary>
/// <param name="bytes">The texts, one after the other.</param>
/// <param name="ends">The end of each text; the bitwise complement for a missing one.</param>
internal sealed class TextCells(ReadOnlyMemory<byte> bytes, int[] ends) : ColumnCells
{
    public override int Count => ends.Length;

    public override bool HasTexts => true;

    public override void Read(ReadOnlySpan<int> rows, Span<double> destination) => destination.Fill(double.NaN);

    public override void Read(int start, Span<double> destination) => destination.Fill(double.NaN);

    public override string? Text(int row)
    {
        var end = ends[row];
        return end < 0 ? null : Encoding.UTF8.GetString(bytes.Span[(row == 0 ? 0 : ends[row - 1] < 0 ? ~ends[row - 1] : ends[row - 1])..end]);
    }
}
