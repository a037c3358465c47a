namespace Hourglass.Kernels.Sparse;

/// <summary>The columns of rows, each of which has a reader of those before it, with a vector for each number of a row that it reads.</summary>
internal sealed class ColumnLayout
{
    private readonly int[] columnOf;

    /// <param name="widths">Numbers per column.</param>
    public ColumnLayout(ReadOnlySpan<int> widths)
    {
        Starts = new int[widths.Length + 1];
        Tables = new long[widths.Length + 1];
        for (var j = 0; j < widths.Length; j++)
        {
            Starts[j + 1] = Starts[j] + widths[j];
            Tables[j + 1] = Tables[j] + Starts[j];
        }

        columnOf = new int[Width];
        for (var j = 0; j < widths.Length; j++) columnOf.AsSpan(Starts[j], widths[j]).Fill(j);
    }

    /// <summary>Number of columns, and of readers.</summary>
    public int Columns => Starts.Length - 1;

    /// <summary>Numbers per row.</summary>
    public int Width => Starts[^1];

    /// <summary>The first number of each column, and the end of the last one.</summary>
    public int[] Starts { get; }

    /// <summary>The first vector of each reader, and the end of those of the last one. A reader has as many vectors as there are numbers before its column.</summary>
    public long[] Tables { get; }

    /// <summary>The column of each number of a row.</summary>
    public ReadOnlySpan<int> ColumnOf => columnOf;
}
