using System.Runtime.InteropServices;

namespace Hourglass.Data;

/// <summary>The rows of a table as examples: coded when batches are read, with label and conditions as side data.</summary>
public sealed class TableExamples : Examples
{
    private readonly RowCoder coder;

    /// <summary>Wraps a table without copying it.</summary>
    /// <param name="table">The table, with the columns of the coding's schema.</param>
    /// <param name="coding">How rows become numbers.</param>
    public TableExamples(Table table, TableCoding coding)
        : this(table ?? throw new ArgumentNullException(nameof(table)), coding ?? throw new ArgumentNullException(nameof(coding)),
            new RowCoder(coding.Columns, coding.Schema))
    {
    }

    private TableExamples(Table table, TableCoding coding, RowCoder coder)
        : base(table.Count, DataShape.Row(coder.Width), SideOf(table, coding))
    {
        Table = table;
        Coding = coding;
        this.coder = coder;
    }

    /// <summary>The table.</summary>
    public Table Table { get; }

    /// <inheritdoc/>
    internal override TableCoding? Coding { get; }

    /// <inheritdoc/>
    public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination) => coder.Code(Table, indices, destination);

    private static SideData SideOf(Table table, TableCoding coding)
    {
        var (labels, classes) = TableLabels.Of(table);
        return new SideData(labels, ConditionsOf(table, coding), Classes: classes);
    }

    private static float[,]? ConditionsOf(Table table, TableCoding coding)
    {
        if (coding.Conditions.Count == 0) return null;
        var told = new RowCoder(coding.Conditions, coding.Schema);
        var rows = new float[table.Count, told.Width];
        if (rows.Length > 0) told.Code(table, [.. Enumerable.Range(0, table.Count)], MemoryMarshal.CreateSpan(ref rows[0, 0], rows.Length));
        return rows;
    }
}
