namespace Hourglass.Data;

/// <summary>Codes the cells of a <see cref="ValueCode"/>.</summary>
internal sealed class ValueCoder : ColumnCoder
{
    // Cells that no training row has are held at a little beyond its range.
    private const double Beyond = 1;

    // The width of what stands for one number of a column without a grid, in the scaled unit.
    private const double PointWidth = 0.01;

    private readonly ValueCode code;
    private readonly NumberScale scale;
    private readonly NumberGrid grid;
    private readonly DateCycle[] cycles;
    private readonly double least;
    private readonly double most;

    public ValueCoder(ValueCode code)
    {
        this.code = code;
        scale = code.Scale;
        grid = new NumberGrid(code.Step, code.Origin);
        cycles = [.. code.Density.Cycles];
        (least, most) = (scale.Scaled(code.Least) - Beyond, scale.Scaled(code.Most) + Beyond);
    }

    /// <inheritdoc/>
    public override DensityBlock Block => code.Density;

    /// <inheritdoc/>
    public override void Code(ReadOnlySpan<double> cells, Span<float> rows, int stride)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (double.IsNaN(cells[i])) continue;
            var at = rows[(i * stride)..];
            var scaled = Math.Clamp(scale.Scaled(cells[i]), least, most);
            at[DensityBlock.ValueAt] = (float)scaled;
            at[DensityBlock.KnownAt] = 1;
            for (var j = 0; j < cycles.Length; j++)
            {
                var (sine, cosine) = Math.SinCos(2 * Math.PI * (cycles[j].Start + (cycles[j].Turns * scaled)));
                (at[2 + (2 * j)], at[3 + (2 * j)]) = ((float)sine, (float)cosine);
            }
        }
    }

    /// <inheritdoc/>
    public override double Best(ReadOnlySpan<float> numbers) => CellOf(numbers[DensityBlock.ValueAt]);

    /// <inheritdoc/>
    public override double Draw(ReadOnlySpan<float> numbers, ref ulong state) => Best(numbers);

    /// <inheritdoc/>
    public override double DrawWithin(CellLimit limit, ReadOnlySpan<float> numbers, ref ulong state)
    {
        var cells = ((ValueLimit)limit).Cells;
        return Math.Clamp(Best(numbers), cells.Least, cells.Most);
    }

    /// <inheritdoc/>
    public override ValueLimit LimitTo(CellRange range, Func<double, double> rounded)
    {
        // Only numbers of the grid are made; what lies beyond the range of the column becomes its ends.
        var (from, to) = (range.Least, range.Most);
        if (code.Step > 0)
        {
            if (double.IsFinite(from) && grid.Round(from) is var low) from = low < from ? low + code.Step : low;
            if (double.IsFinite(to) && grid.Round(to) is var high) to = high > to ? high - code.Step : high;
        }

        (from, to) = (Math.Max(from, code.Least), Math.Min(to, code.Most));
        if (from > to) return new ValueLimit(new CellRange(1, 0), range);
        var margin = code.Step / 2;
        var (first, last) = (scale.Scaled(from - margin), scale.Scaled(to + margin));
        if (last <= first) (first, last) = (first - (PointWidth / 2), last + (PointWidth / 2));
        var scaled = new CellRange(from <= code.Least ? double.NegativeInfinity : first, to >= code.Most ? double.PositiveInfinity : last);
        return new ValueLimit(scaled, new CellRange(from, to));
    }

    /// <inheritdoc/>
    public override bool Knows(double cell) => !double.IsNaN(cell);

    /// <summary>The best cell and its standard deviation, for those of the scaled value.</summary>
    public (double Value, double Uncertainty) BestOf(double mean, double deviation) =>
        (CellOf(mean), Math.Max(0, (scale.Number(mean + deviation) - scale.Number(mean - deviation)) / 2));

    private double CellOf(double scaled) =>
        double.IsNaN(scaled) ? double.NaN : Math.Clamp(grid.Round(Math.Clamp(scale.Number(scaled), code.Least, code.Most)), code.Least, code.Most);
}
