using Hourglass.Data;
using Hourglass.Losses;
using static TorchSharp.torch;

namespace Hourglass.Tables;

/// <summary>Clauses applied to a model: limits for the columns that it decodes, and the condition of a conditional one.</summary>
internal sealed class RowLimits
{
    private readonly Dictionary<int, CellRange> ranges = [];
    private readonly TableCoding coding;

    /// <exception cref="UsageException">A column is unknown or no part of the model, or no row of the model can fulfil a clause.</exception>
    public RowLimits(TableCoding coding, Condition? condition, IReadOnlyList<RowClause> clauses)
    {
        this.coding = coding;
        Text = string.Join(",", clauses);
        var schema = coding.Schema;
        foreach (var clause in clauses)
        {
            var at = TableOptions.Find([.. schema.Columns.Select(column => column.Name)], clause.Column, $"rows to be made");
            RequirePart(schema.Columns[at], condition);
            ranges[at] = ranges.GetValueOrDefault(at, CellRange.All).And(ClauseValue.RangeOf(clause, schema.Columns[at]));
        }

        var coder = new RowCoder(coding.Columns, schema);
        Cells = [.. coder.Coders.Select((one, j) => ranges.TryGetValue(coder.Positions[j], out var range)
            ? Limit(one, schema.Columns[coder.Positions[j]], range) : null)];
        Told = condition is null ? null : ToldBy(condition);
    }

    /// <summary>The clauses as given.</summary>
    public string Text { get; }

    /// <summary>The limit of each decoded column; null for none.</summary>
    public IReadOnlyList<CellLimit?> Cells { get; }

    /// <summary>The condition that the clauses give, as one row: [1, numbers]; null if they give none.</summary>
    public float[,]? Told { get; }

    /// <summary>The logarithm of the share of each level: [outputs]; 0 for columns without a limit, and for those of a density.</summary>
    public Tensor LogShares() => tensor([.. coding.Columns.Zip(Cells, (code, limit) => limit is LevelLimit levels
        ? levels.Shares.Select(share => (float)Math.Log(share)) : Enumerable.Repeat(0f, code.Block.Outputs)).SelectMany(part => part)]);

    /// <summary>The logarithm of the probability that drawn cells fulfil the clauses: [rows].</summary>
    /// <param name="logits">Of all columns: [rows, outputs].</param>
    /// <param name="logShares">The result of <see cref="LogShares"/>.</param>
    public Tensor LogMass(Tensor logits, Tensor logShares)
    {
        var (sum, from) = (zeros([logits.shape[0]]), 0L);
        for (var j = 0; j < Cells.Count; j++)
        {
            long outputs = coding.Columns[j].Block.Outputs;
            var own = logits.narrow(1, from, outputs);
            if (Cells[j] is LevelLimit) sum = sum + (own + logShares.narrow(0, from, outputs)).logsumexp(1) - own.logsumexp(1);
            else if (Cells[j] is ValueLimit limit) sum = sum + new DensityRange((DensityBlock)coding.Columns[j].Block, limit.Scaled).LogMass(own);
            from += outputs;
        }

        return sum;
    }

    /// <summary>Draws the values of columns with a limited density again, within their limits.</summary>
    /// <param name="rows">The rows, changed in place: [rows, size].</param>
    /// <param name="logits">The outputs of all columns: [rows, outputs].</param>
    /// <param name="random">Source of randomness.</param>
    public void DrawValues(Tensor rows, Tensor logits, Generator random)
    {
        var (from, start) = (0L, 0L);
        for (var j = 0; j < Cells.Count; j++)
        {
            var block = coding.Columns[j].Block;
            if (Cells[j] is ValueLimit limit)
                rows.select(1, start + DensityBlock.ValueAt).copy_(new DensityRange((DensityBlock)block, limit.Scaled).Draw(logits.narrow(1, from, block.Outputs), random));
            (from, start) = (from + block.Outputs, start + block.Width);
        }
    }

    private CellLimit Limit(ColumnCoder coder, ColumnSchema column, CellRange range)
    {
        var limit = coder.LimitTo(range, value => CellPacking.Rounded(column, value));
        return limit.IsPossible ? limit : throw Impossible(column);
    }

    private void RequirePart(ColumnSchema column, Condition? condition)
    {
        if (coding.Columns.Concat(coding.Conditions).Any(code => code.Name == column.Name)) return;
        if (column.Use == ColumnUse.Label && condition is LabelCondition) return;
        throw new UsageException(column.Use == ColumnUse.Label
            ? $"The {What($"column '{column.Name}'")} is {Got("the label")}, which this model does not make; {Allowed("train a conditional model, or without a label")}."
            : (MessageText)$"The {What($"column '{column.Name}'")} was {Got("left out")}, so made rows have no cells in it; {Allowed("choose another column")}.");
    }

    private float[,]? ToldBy(Condition condition)
    {
        var schema = coding.Schema;
        if (condition is LabelCondition labels)
        {
            var at = Enumerable.Range(0, schema.Columns.Count).FirstOrDefault(i => schema.Columns[i].Use == ColumnUse.Label, -1);
            if (at < 0 || !ranges.TryGetValue(at, out var range)) return null;
            int[] fitting = [.. Enumerable.Range(0, labels.Classes).Where(one => labels.Names is { } names
                && range.Contains(TableLabels.CellOf(schema.Columns[at], names[one])))];
            if (fitting.Length == 0) throw Impossible(schema.Columns[at]);
            var classes = new float[fitting.Length, labels.Classes];
            for (var i = 0; i < fitting.Length; i++) classes[i, fitting[i]] = 1;
            return classes;
        }

        if (coding.Conditions.Count == 0) return null;
        var told = new RowCoder(coding.Conditions, schema);
        var given = told.Positions.Count(ranges.ContainsKey);
        if (given == 0) return null;
        var row = new float[1, told.Width];
        for (var j = 0; j < told.Coders.Count; j++)
        {
            var column = schema.Columns[told.Positions[j]];
            if (!ranges.TryGetValue(told.Positions[j], out var range) || range.Least != range.Most)
                throw new UsageException($"The model is told the {What($"column '{column.Name}'")}, and {Got("no single value")} of it is given; give " +
                    $"{Allowed($"one such as {column.Name}={column.Text(column.Least ?? 0)}")}.");
            var numbers = new float[told.Coders[j].Block.Width];
            told.Coders[j].Code([range.Least], numbers, numbers.Length);
            if (!told.Coders[j].Knows(range.Least)) throw Impossible(column);
            for (var i = 0; i < numbers.Length; i++) row[0, told.Starts[j] + i] = numbers[i];
        }

        return row;
    }

    private UsageException Impossible(ColumnSchema column)
    {
        var known = column.HasLevels ? string.Join(", ", column.Levels.Take(8).Select(level => $"'{level}'")) + (column.Levels.Count > 8 ? ", ..." : "")
            : $"{column.Text(column.Least ?? double.NaN)} to {column.Text(column.Most ?? double.NaN)}";
        return new UsageException($"No row that the model makes has a cell in the {What($"column '{column.Name}'")} that fulfils '{Got(Text)}'; the training " +
            $"rows have {Allowed(known)}.");
    }
}
