using Hourglass.Data;

namespace Hourglass.Tests.Data.Tables;

/// <summary>Numbers, dates and durations as levels and back.</summary>
public sealed class NumberCodeTests
{
    private const int Rows = 20_000;
    private static readonly ColumnSchema Plain = new("x", ColumnKind.Number);

    public static TheoryData<string> Grids => [.. Columns.Keys];

    /// <summary>Columns of more than 128 values on a grid: the kind, the digits, the step, an origin and how many steps from it row i is.</summary>
    private static Dictionary<string, (ColumnKind Kind, int? Decimals, double Step, double Origin, Func<Random, double> Steps)> Columns { get; } =
        new(StringComparer.Ordinal)
        {
            ["steps of a cent"] = (ColumnKind.Number, 2, 0.01, 3, random => Math.Floor(random.NextDouble() * 5000)),
            ["prices that end in .49 and .99"] = (ColumnKind.Number, 2, 0.5, 1.49, random => Math.Floor(random.NextDouble() * random.NextDouble() * 900)),
            ["steps of a twentieth from .99"] = (ColumnKind.Number, 2, 0.05, 0.99, random => Math.Floor(random.NextDouble() * 700)),
            ["steps of 25"] = (ColumnKind.Integer, 0, 25, -1000, random => Math.Floor(Math.Exp(random.NextDouble() * 7))),
            ["days"] = (ColumnKind.Date, null, 1, 9000, random => Math.Floor(random.NextDouble() * 4000)),
            ["every seventh day"] = (ColumnKind.Date, null, 7, 9000, random => Math.Floor(random.NextDouble() * 600)),
            ["seconds since 1970"] = (ColumnKind.DateTime, null, 1e6, 1.6e15 + 250, random => Math.Floor(random.NextDouble() * 1e6)),
            ["durations of whole minutes"] = (ColumnKind.Duration, null, 6e7, 0, random => Math.Floor(random.NextDouble() * 400)),
        };

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public void Few_values_come_back_exactly(int? decimals)
    {
        double[] cells = [-1.5, 0, 0.1, 0.2, 0.3, 0.3, 1234567.89, 5.07, 5.07, 29.13];
        var code = NumberCode.Fit(Plain with { Decimals = decimals }, cells);
        Assert.True(code.IsExact);
        Assert.Equal(8, code.Edges.Count);
        foreach (var cell in cells)
        {
            var row = Row(code, cell);
            Assert.Equal(1, row[1..].Sum());
            Assert.Equal(cell, Drawn(code, row, 1));
            Assert.Equal(cell, code.ToCoder().Best(row));
        }
    }

    [Fact]
    public void The_limit_of_few_values_is_kept()
    {
        Assert.True(Fit(Enumerable.Range(0, 128)).IsExact);
        Assert.False(Fit(Enumerable.Range(0, 1290)).IsExact);
        static NumberCode Fit(IEnumerable<int> values) => NumberCode.Fit(Plain, [.. values.Select(value => (double)value)]);
    }

    [Fact]
    public void Many_values_are_intervals_of_about_equal_frequency_and_heaps_are_alone()
    {
        var random = new Random(1);
        double[] cells = [.. Enumerable.Range(0, Rows).Select(i => i % 10 == 0 ? 50 : Math.Exp(3 * random.NextDouble()) * 10)];
        var code = NumberCode.Fit(Plain, cells);
        var coder = code.ToCoder();
        var counts = new int[code.Edges.Count];
        foreach (var cell in cells) counts[coder.LevelOf(cell)]++;
        var heap = coder.LevelOf(50);
        Assert.Equal([50.0], code.Knots[heap]);
        Assert.Equal(cells.Count(cell => cell == 50), counts[heap]);
        Assert.All(counts.Where((_, level) => level != heap), count => Assert.InRange(count, 1, (Rows / 100) + 1));
        Assert.All(Enumerable.Range(0, 100), seed => Assert.Equal(50, Drawn(code, Row(code, 50), (ulong)seed)));
        Assert.NotEqual(heap, coder.LevelOf(Math.BitIncrement(cells.Where(cell => cell > 50).Min())));
        Assert.NotEqual(heap, coder.LevelOf(cells.Where(cell => cell < 50).Max()));
    }

    [Fact]
    public void Numbers_without_a_grid_are_drawn_between_their_neighbours_from_the_distribution_of_the_column()
    {
        var random = new Random(2);
        double[] cells = [.. Enumerable.Range(0, Rows).Select(i => random.NextDouble() < 0.3 ? random.NextDouble() : Math.Exp(2 * random.NextDouble()) * 100)];
        var code = NumberCode.Fit(Plain, cells);
        Assert.Equal(0, code.Step);
        var drawn = Redrawn(code, cells);
        Assert.InRange(Distance(cells, drawn), 0, 0.004);
        Assert.True(drawn.Min() >= cells.Min() && drawn.Max() <= cells.Max());
        // No cells of the training rows, which would be copies.
        Assert.InRange(drawn.Intersect(cells).Count(), 0, 20);
    }

    [Theory]
    [MemberData(nameof(Grids))]
    public void Numbers_are_drawn_on_the_grid_of_the_column_from_its_distribution(string name)
    {
        var (kind, decimals, step, origin, steps) = Columns[name];
        var random = new Random(3);
        double[] cells = [.. Enumerable.Range(0, Rows).Select(_ => decimals is > 0
            ? Math.Round(origin + (steps(random) * step), decimals.Value) : origin + (steps(random) * step))];
        var code = NumberCode.Fit(new ColumnSchema("x", kind) { Decimals = decimals }, cells);
        Assert.Equal(step, code.Step);
        var drawn = Redrawn(code, cells);
        Assert.All(drawn, value => Assert.Equal(decimals is > 0 ? Math.Round(origin + (Math.Round((value - origin) / step) * step), decimals.Value)
            : origin + (Math.Round((value - origin) / step) * step), value));
        Assert.InRange(Distance(cells, drawn), 0, 0.01);
        Assert.True(drawn.Min() >= cells.Min() && drawn.Max() <= cells.Max());
        if (step < 1e6) return;
        Assert.True(drawn.Except(cells).Any() || cells.Distinct().Count() < 1000, "Only cells of training rows were drawn.");
    }

    [Fact]
    public void An_empty_cell_is_a_level_where_training_rows_have_some_and_unknown_elsewhere()
    {
        var code = NumberCode.Fit(Plain, [1, 2, double.NaN, 2]);
        Assert.Equal((3, true, 4), (code.Block.Levels, code.HasEmpty, code.Block.Width));
        var row = Row(code, double.NaN);
        Assert.Equal([0, 0, 0, 1], row);
        Assert.True(double.IsNaN(Drawn(code, row, 1)) && double.IsNaN(code.ToCoder().Best(row)));
        Assert.Equal([0, 0, 0], Row(NumberCode.Fit(Plain, [1, 2, 2]), double.NaN));
    }

    [Fact]
    public void A_value_that_no_training_row_has_belongs_to_the_nearest_one_or_to_the_interval_around_it()
    {
        var exact = NumberCode.Fit(Plain, [1, 2, 4]).ToCoder();
        Assert.Equal([0, 0, 1, 2, 2], new[] { -100, 1.4, 2.9, 3.1, 100 }.Select(exact.LevelOf));
        var intervals = NumberCode.Fit(Plain, [.. Enumerable.Range(0, 10_000).Select(i => (double)i)]);
        Assert.Equal([0, 0, 99, 99], new[] { -5, 99.5, 9900, 1e9 }.Select(intervals.ToCoder().LevelOf));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void A_column_that_is_empty_in_all_training_rows_is_an_empty_cell_or_the_least_value(int rows)
    {
        var cells = new double[rows];
        Array.Fill(cells, double.NaN);
        var code = NumberCode.Fit(Plain with { Least = 7, Most = 9 }, cells);
        Assert.Equal((2, true), (code.Block.Levels, code.HasEmpty));
        Assert.Equal([0, 0, 1], Row(code, double.NaN));
        Assert.Equal(7, Drawn(code, Row(code, 8), 1));
        Assert.Empty(code.Violations());
    }

    [Fact]
    public void A_single_value_is_a_level_at_the_middle_of_the_scale()
    {
        var code = NumberCode.Fit(Plain, [3, 3, 3]);
        Assert.Equal([0, 1], Row(code, 3));
        Assert.Equal(3, Drawn(code, Row(code, 3), 1));
    }

    [Fact]
    public void Places_on_the_scale_have_mean_0_and_deviation_1_and_follow_ranks_where_a_few_values_would_take_up_the_scale()
    {
        var random = new Random(4);
        double[] even = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble())];
        double[] skewed = [.. even.Select(value => Math.Exp(12 * value))];
        var (linear, ranked) = (NumberCode.Fit(Plain, even), NumberCode.Fit(Plain, skewed));
        Assert.Equal((false, true), (linear.IsByRank, ranked.IsByRank));
        foreach (var (code, cells) in new[] { (linear, even), (ranked, skewed) })
        {
            double[] places = [.. cells.Select(cell => (double)Row(code, cell)[0])];
            Assert.Equal(0, places.Average(), 1e-3);
            Assert.Equal(1, places.Average(place => place * place), 1e-3);
            Assert.Equal(code.Values.Order(), code.Values);
        }

        // The linear scale: equal distances of means are equal distances of places.
        var slope = (linear.Values[^1] - linear.Values[0]) / (linear.Means[^1] - linear.Means[0]);
        Assert.All(Enumerable.Range(0, linear.Means.Count), i =>
            Assert.Equal(linear.Values[0] + (slope * (linear.Means[i] - linear.Means[0])), linear.Values[i], 1e-9));
    }

    [Fact]
    public void The_best_value_is_the_mean_on_the_grid_and_its_uncertainty_the_deviation()
    {
        var code = NumberCode.Fit(Plain with { Decimals = 0 }, [1, 3, 10, double.NaN]);
        Assert.Equal((2, 1), Rounded(code.ToCoder().BestOf([0.5f, 0.5f, 0])));
        Assert.Equal((6, 4.409082), Rounded(code.ToCoder().BestOf([0.4f, 0, 0.6f])));
        // A linear model gives numbers that are no probabilities.
        Assert.Equal(10, code.ToCoder().BestOf([-0.4f, -0.1f, 0.6f]).Value);
        // Probabilities of a share: those of the values that are not empty.
        Assert.Equal((2, 1), Rounded(code.ToCoder().BestOf([0.1f, 0.1f, 0])));
        Assert.True(double.IsNaN(code.ToCoder().Best([0, 0.2f, 0.1f, 0.1f, 0.6f])));
        Assert.Equal(2, code.ToCoder().Best([0, 0.3f, 0.3f, 0, 0.25f]));

        static (double, double) Rounded((double Value, double Uncertainty) best) => (best.Value, Math.Round(best.Uncertainty, 6));
    }

    [Fact]
    public void What_is_no_code_is_named()
    {
        var code = NumberCode.Fit(Plain, [1, 2, 4]);
        NumberCode[] damaged =
        [
            code with { Edges = [1, 2] }, code with { Edges = [1, 4, 2] }, code with { Edges = [1, double.NaN, 4] }, code with { Means = [1, 2] },
            code with { Knots = [[1], [2]] }, code with { Knots = [[1], [], [4]] }, code with { Knots = [[1], [3, 2], [4]] },
            code with { Values = [1, 2] }, code with { Values = [1, 2, double.PositiveInfinity] }, code with { HasEmpty = true },
            code with { Step = -1 }, code with { Step = double.NaN }, code with { Origin = double.NegativeInfinity },
            code with { Edges = [], Means = [], Knots = [], Values = [] },
        ];
        Assert.Empty(code.Violations());
        Assert.All(damaged, one => Assert.NotEmpty(one.Violations()));
    }

    private static float[] Row(NumberCode code, double cell)
    {
        var row = new float[code.Block.Width];
        code.ToCoder().Code([cell], row, row.Length);
        return row;
    }

    private static double Drawn(NumberCode code, float[] row, ulong seed) => code.ToCoder().Draw(row, ref seed);

    /// <summary>Each cell coded and drawn again.</summary>
    private static double[] Redrawn(NumberCode code, double[] cells)
    {
        var (coder, row, state) = (code.ToCoder(), new float[code.Block.Width], 5UL);
        return [.. cells.Select(cell =>
        {
            Array.Clear(row);
            coder.Code([cell], row, row.Length);
            return coder.Draw(row, ref state);
        })];
    }

    /// <summary>The largest difference of the distribution functions (Kolmogorov-Smirnov).</summary>
    private static double Distance(double[] one, double[] other)
    {
        double[] a = [.. one.Order()], b = [.. other.Order()];
        var (i, j, most) = (0, 0, 0.0);
        while (i < a.Length && j < b.Length)
        {
            var at = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] <= at) i++;
            while (j < b.Length && b[j] <= at) j++;
            most = Math.Max(most, Math.Abs(((double)i / a.Length) - ((double)j / b.Length)));
        }

        return most;
    }
}
