using System.Runtime.InteropServices;

namespace Hourglass.Data;

/// <summary>The rows of a table as examples: coded when batches are read, with label and conditions as side data.</summary>
public sealed class TableExamples : Examples
{
    private readonly RowCoder coder;
    private readonly Lazy<byte[]> digest;

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
        digest = new Lazy<byte[]>(() => TableDigest.Of(table, coder.Positions));
    }

    /// <summary>The table.</summary>
    public Table Table { get; }

    /// <inheritdoc/>
    internal override TableCoding? Coding { get; }

    /// <inheritdoc/>
    internal override TableExamples TableRows => this;

    /// <summary>The range of coded rows; null if it does not follow from the codes.</summary>
    internal ValueSummary? Bounds
    {
        get
        {
            var blocks = Coding!.Blocks.OfType<LevelsBlock>().ToArray();
            double[] values = [0, 1, .. blocks.SelectMany(block => block.Values)];
            return blocks.Length == Coding.Blocks.Count ? new ValueSummary((float)values.Min(), (float)values.Max()) : null;
        }
    }

    /// <summary>A checksum of the cells from which the examples are made, in the order of the rows; computed by one pass on first use.</summary>
    internal ReadOnlySpan<byte> Digest => digest.Value;

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
