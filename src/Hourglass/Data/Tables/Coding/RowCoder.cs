namespace Hourglass.Data;

/// <summary>Codes rows of a table by a <see cref="TableCoding"/>. Thread-safe.</summary>
internal sealed class RowCoder
{
    // Rows coded at once; a block of cells fits on the stack.
    private const int Rows = 256;

    private readonly ColumnCoder[] coders;
    private readonly int[] positions;
    private readonly int[] starts;

    /// <param name="codes">The codes of the columns.</param>
    /// <param name="schema">The schema of the tables.</param>
    public RowCoder(IEnumerable<ColumnCode> codes, TableSchema schema)
    {
        coders = [.. codes.Select(code => code.ToCoder())];
        positions = [.. coders.Select(coder => schema.PositionOf(coder.Block.Name))];
        starts = new int[coders.Length];
        for (var i = 0; i < coders.Length; i++) (starts[i], Width) = (Width, Width + coders[i].Block.Width);
    }

    /// <summary>Numbers per row.</summary>
    public int Width { get; }

    /// <summary>The columns, in the order of a row.</summary>
    public IReadOnlyList<ColumnCoder> Coders => coders;

    /// <summary>The position of each column in the schema.</summary>
    public IReadOnlyList<int> Positions => positions;

    /// <summary>The place of each column's first number in a row.</summary>
    public IReadOnlyList<int> Starts => starts;

    /// <summary>Writes rows as numbers.</summary>
    /// <param name="table">The table, with the columns of the schema.</param>
    /// <param name="indices">The rows.</param>
    /// <param name="destination">Receives [rows x <see cref="Width"/>] numbers.</param>
    public void Code(Table table, ReadOnlySpan<int> indices, Span<float> destination)
    {
        Span<double> cells = stackalloc double[Rows];
        destination = destination[..(indices.Length * Width)];
        destination.Clear();
        for (var start = 0; start < indices.Length; start += Rows)
        {
            var part = indices[start..Math.Min(start + Rows, indices.Length)];
            for (var i = 0; i < coders.Length; i++)
            {
                table.ReadColumn(positions[i], part, cells);
                coders[i].Code(cells[..part.Length], destination[((start * Width) + starts[i])..], Width);
            }
        }
    }
}
