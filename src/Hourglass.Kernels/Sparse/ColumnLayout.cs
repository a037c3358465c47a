namespace Hourglass.Kernels.Sparse;

/// <summary>The columns of rows, each of which has a reader of the others with a vector for each number of a row.</summary>
internal sealed class ColumnLayout
{
    private readonly int[] columnOf;

    /// <param name="widths">Numbers per column.</param>
    public ColumnLayout(ReadOnlySpan<int> widths)
    {
        Starts = new int[widths.Length + 1];
        for (var j = 0; j < widths.Length; j++) Starts[j + 1] = Starts[j] + widths[j];
        columnOf = new int[Width];
        for (var j = 0; j < widths.Length; j++) columnOf.AsSpan(Starts[j], widths[j]).Fill(j);
    }

    /// <summary>Number of columns, and of readers.</summary>
    public int Columns => Starts.Length - 1;

    /// <summary>Numbers per row, and vectors per reader.</summary>
    public int Width => Starts[^1];

    /// <summary>The first number of each column, and the end of the last one.</summary>
    public int[] Starts { get; }

    /// <summary>The column of each number of a row.</summary>
    public ReadOnlySpan<int> ColumnOf => columnOf;
}
