using System.Text;
using System.Text.Json;
using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Numerics;

namespace Hourglass.Tests.Data.Tables;

/// <summary>Numbers, dates and durations as scaled values.</summary>
public sealed class ValueCodeTests : IDisposable
{
    private const int Rows = 3000;
    private readonly TemporaryFolder folder = new();

    private static ColumnSchema Plain => new("x", ColumnKind.Number);

    [Theory]
    [InlineData("gaussian", "standard", 1, null)]
    [InlineData("tails", "robust", 1, 3)]
    [InlineData("lognormal", "log", 1, null)]
    [InlineData("shifted", "log", 1, null)]
    [InlineData("two modes", "standard", 2, null)]
    [InlineData("zeros", "quantile", 2, null)]
    [InlineData("spikes", "quantile", 1, null)]
    public void Scale_and_density_follow_the_shape(string shape, string scale, int modes, int? freedom)
    {
        var code = ValueCode.Fit(Plain, Cells(shape));
        Assert.Equal(scale, code.Scale.Description);
        Assert.Equal(freedom, code.Density.Freedom);
        if (modes == 1) Assert.Single(code.Density.Modes);
        else Assert.InRange(code.Density.Modes.Count, modes, DensityFit.MostModes);
        Assert.StartsWith($"{scale} scale, ", code.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("tails")]
    [InlineData("lognormal")]
    [InlineData("shifted")]
    [InlineData("two modes")]
    [InlineData("zeros")]
    [InlineData("spikes")]
    public void A_scale_rises_and_gives_back_its_numbers(string shape)
    {
        var cells = Cells(shape);
        var code = ValueCode.Fit(Plain, cells);
        var sorted = cells.Distinct().Order().ToArray();
        var scaled = Array.ConvertAll(sorted, code.Scale.Scaled);
        Assert.All(scaled.Zip(scaled.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.All(sorted.Zip(scaled), pair => Assert.Equal(pair.First, code.Scale.Number(pair.Second), 1e-9 * (1 + Math.Abs(pair.First))));
        Assert.All(scaled, value => Assert.InRange(value, -25, 25));
        Assert.Equal(code, Json.Convert<ColumnCode>(Json.Members(JsonSerializer.SerializeToUtf8Bytes<ColumnCode>(code, Json.Line)), "The code"));
    }

    [Fact]
    public void A_scale_of_ranks_is_linear_between_its_knots()
    {
        var scale = new RankScale([new RankKnot(1, -2, -1, 0), new RankKnot(2, 0, 0.5, 1), new RankKnot(4, 3, 3, 3)]);
        double[] numbers = [0, 1, 1.5, 2, 3, 4, 5, double.NaN];
        Assert.Equal([-2, -1, 0, 0.5, 2, 3, 3, 3], Array.ConvertAll(numbers, scale.Scaled));
        double[] scores = [-5, -2, 0, 1e-9, 1, 2, 3, 9, double.NaN];
        Assert.Equal([1, 1, 1, 2, 2, 3, 4, 4, 4], Array.ConvertAll(scores, scale.Number));
        // Each cell of each batch passes it.
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var number in numbers) scale.Number(scale.Scaled(number));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_frequent_number_is_made_from_all_scores_of_its_ranks()
    {
        var cells = Cells("zeros");
        var (scale, share) = (ValueCode.Fit(Plain, cells).Scale, cells.Count(cell => cell == 0) / (double)Rows);
        Assert.Equal(0, scale.Number(NormalDistribution.Quantile(share - 0.01)));
        Assert.Equal(0, scale.Number(-9));
        Assert.True(scale.Number(NormalDistribution.Quantile(share + 0.01)) > 0);
        Assert.Equal(cells.Max(), scale.Number(9));
    }

    [Fact]
    public void A_frequent_number_beside_few_far_ones_is_made_again()
    {
        double[] pools = [.. Enumerable.Range(0, 2000).Select(i => i % 200 == 0 ? 144 + (i / 3) : 0.0)];
        var code = ValueCode.Fit(Plain with { Decimals = 0 }, pools);
        Assert.Equal("quantile", code.Scale.Description);
        var (coder, at, spread) = (code.ToCoder(), code.Scale.Scaled(0), code.Density.LeastDeviation);
        Assert.All((float[])[-3, -2, -1, 0, 1, 2, 3], deviations => Assert.Equal(0, coder.Best([(float)at + (deviations * (float)spread), 1])));
    }

    [Theory]
    [InlineData(ColumnKind.Integer, null)]
    [InlineData(ColumnKind.Number, 2)]
    [InlineData(ColumnKind.Date, null)]
    [InlineData(ColumnKind.DateTime, null)]
    [InlineData(ColumnKind.Duration, null)]
    public void Cells_come_back_exactly_and_others_are_clipped_and_rounded(ColumnKind kind, int? decimals)
    {
        var random = new Random(3);
        var unit = kind is ColumnKind.DateTime or ColumnKind.Duration ? 60e6 : decimals is null ? 1 : 0.05;
        double[] cells = [.. Enumerable.Range(0, 900).Select(_ => Math.Round(random.Next(20_000) * unit, decimals ?? 0)), 0, 20_000 * unit];
        var coder = ValueCode.Fit(new ColumnSchema("x", kind) { Decimals = decimals }, [.. cells, double.NaN]).ToCoder();
        var rows = Coded(coder, cells);
        Assert.Equal(cells, rows.Select(row => coder.Best(row)));
        var state = 1UL;
        Assert.Equal(cells, rows.Select(row => coder.Draw(row, ref state)));
        Assert.Equal(new float[coder.Block.Width], Coded(coder, [double.NaN])[0]);
        foreach (var value in (float[])[-50, -0.7123f, 0.1234f, 50])
        {
            var cell = coder.Best([value, 1]);
            Assert.InRange(cell, 0, 20_000 * unit);
            Assert.Equal(0, Math.Abs((cell / unit) - Math.Round(cell / unit)), 1e-6);
        }

        // Cells that no training row has stay within reach of the network.
        Assert.All(Coded(coder, [-1e12, 1e15]), row => Assert.InRange(Math.Abs(row[DensityBlock.ValueAt]), 0, 10));
    }

    [Fact]
    public void Constants_and_columns_without_a_number_come_back()
    {
        var constant = ValueCode.Fit(Plain, [3, 3, double.NaN]);
        Assert.Equal(3, constant.ToCoder().Best(Coded(constant.ToCoder(), [3])[0]));
        Assert.Empty(constant.Violations());
        var empty = ValueCode.Fit(Plain with { Least = 7, Most = 9 }, [double.NaN]);
        Assert.Equal(7, empty.ToCoder().Best([0.3f, 1]));
    }

    [Fact]
    public void Dates_have_their_places_in_year_week_and_day()
    {
        var monday = (new DateTime(2024, 1, 1) - DateTime.UnixEpoch).TotalDays;
        double[] days = [.. Enumerable.Range(0, 1500).Select(day => monday + day)];
        var coder = ValueCode.Fit(new ColumnSchema("x", ColumnKind.Date), days).ToCoder();
        Assert.Equal(2 + (2 * 2), coder.Block.Width);
        var rows = Coded(coder, days);
        for (var i = 0; i < 700; i++)
        {
            Assert.Equal(rows[i][4], rows[i + 7][4], 1e-3);
            Assert.Equal(rows[i][5], rows[i + 7][5], 1e-3);
            Assert.Equal(2 * Math.Sin(Math.PI / 7), Distance(rows[i], rows[i + 1], 4), 1e-3);
            Assert.InRange(Distance(rows[i], rows[i + 365], 2), 0, 0.02);
            Assert.InRange(Distance(rows[i], rows[i + 182], 2), 1.99, 2);
        }

        double[] moments = [.. Enumerable.Range(0, 100).Select(i => (monday + (i / 8.0)) * 86_400e6)];
        var timed = ValueCode.Fit(new ColumnSchema("x", ColumnKind.DateTime), moments).ToCoder();
        // Twelve days hold neither two weeks nor two years.
        Assert.Equal(4, timed.Block.Width);
        var hours = Coded(timed, moments);
        Assert.Equal(2, Distance(hours[0], hours[4], 2), 1e-3);
        Assert.Equal(0, Distance(hours[0], hours[8], 2), 1e-3);
        static double Distance(float[] one, float[] other, int at) => Math.Sqrt(Math.Pow(one[at] - other[at], 2) + Math.Pow(one[at + 1] - other[at + 1], 2));
    }

    [Theory]
    [InlineData(ColumnKind.Integer, 250, 750)]
    [InlineData(ColumnKind.Integer, 250.5, 251.5)]
    [InlineData(ColumnKind.Integer, 300, 300)]
    [InlineData(ColumnKind.Number, 333.3, 334.1)]
    [InlineData(ColumnKind.Number, 333.3, 333.3)]
    [InlineData(ColumnKind.Number, 990, double.PositiveInfinity)]
    public void Limited_cells_are_those_of_the_limited_scaled_values(ColumnKind kind, double least, double most)
    {
        var random = new Random(1);
        var column = new ColumnSchema("x", kind);
        double[] cells = [.. Enumerable.Range(0, 4000).Select(_ => kind == ColumnKind.Integer ? random.Next(1000) : random.NextDouble() * 1000)];
        var coder = ValueCode.Fit(column, cells).ToCoder();
        var limit = coder.LimitTo(new CellRange(least, most), value => CellPacking.Rounded(column, value));
        Assert.True(limit.IsPossible);
        var state = 1UL;
        for (var value = -2.5f; value < 2.5f; value += 0.01f)
        {
            var cell = coder.Best([value, 1]);
            if (least < most) Assert.Equal(limit.Scaled.Contains(value), cell >= least && cell <= most);
            if (limit.Scaled.Contains(value)) Assert.InRange(coder.DrawWithin(limit, [value, 1], ref state), least, most);
        }

        Assert.False(coder.LimitTo(new CellRange(5000, 6000), value => value).IsPossible);
        Assert.False(coder.LimitTo(new CellRange(-6000, -5000), value => value).IsPossible);
        if (kind == ColumnKind.Integer) Assert.False(coder.LimitTo(new CellRange(300.2, 300.7), value => value).IsPossible);
    }

    [Fact]
    public void Whole_tables_come_back()
    {
        var table = TableText.Open(folder, "t.csv", MixedTable.Text(200));
        var coding = TableCoding.Fit(table, NumberCoding.Density);
        Assert.Contains(coding.Columns, code => code is ValueCode);
        Assert.DoesNotContain(coding.Columns, code => code is NumberCode);
        var examples = new TableExamples(table, coding);
        var rows = new float[200 * examples.Shape.Size];
        examples.CopyTo([.. Enumerable.Range(0, 200)], rows);
        var decoder = new RowDecoder(coding, 200, seed: 1);
        decoder.Add(0, rows);
        var made = decoder.ToTable();
        foreach (var code in coding.Columns)
        {
            var (before, after) = (table[code.Name].Read(), made[code.Name].Read());
            for (var i = 0; i < 200; i++)
                if (!double.IsNaN(before[i])) Assert.Equal(before[i], after[i]);
        }

        Assert.Equal(coding, Json.Convert<TableCoding>(Json.Members(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(coding, Json.Line))), "The coding"));
    }

    [Fact]
    public void A_damaged_code_is_refused_in_a_sentence()
    {
        var code = ValueCode.Fit(Plain, [1, 2, 4]);
        ValueCode[] damaged =
        [
            code with { Density = code.Density with { Name = "y" } }, code with { Least = 9 }, code with { Most = double.NaN }, code with { Step = -1 },
            code with { Scale = new LinearScale(0, 0) }, code with { Scale = new LogScale(0, 0, 0, 1) }, code with { Scale = new RankScale([]) },
            code with { Scale = new RankScale([new RankKnot(1, 0, 0, 0), new RankKnot(0, 1, 1, 1)]) }, code with { Density = code.Density with { Modes = [] } },
        ];
        Assert.Empty(code.Violations());
        Assert.All(damaged, one => Assert.EndsWith(".", Assert.Single(one.Violations()).ToString(), StringComparison.Ordinal));
    }

    public void Dispose() => folder.Dispose();

    private static double[] Cells(string shape)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Rows).Select(_ => Cell())];

        double Cell() => shape switch
        {
            "gaussian" => 100 + (15 * Normal()),
            "tails" => 5 + (Normal() / Math.Sqrt((Math.Pow(Normal(), 2) + Math.Pow(Normal(), 2) + Math.Pow(Normal(), 2)) / 3)),
            "lognormal" => Math.Exp(10 + Normal()),
            "shifted" => -50 + Math.Exp(Normal()),
            "two modes" => random.Next(2) == 0 ? Normal() : 9 + (0.5 * Normal()),
            "zeros" => random.Next(4) < 3 ? 0 : 100 * random.NextDouble(),
            "spikes" => Math.Pow(Normal(), 9),
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };

        double Normal() => NormalDistribution.Quantile(Math.Clamp(random.NextDouble(), 1e-9, 1 - 1e-9));
    }

    private static float[][] Coded(ValueCoder coder, double[] cells)
    {
        var rows = new float[cells.Length * coder.Block.Width];
        coder.Code(cells, rows, coder.Block.Width);
        return [.. rows.Chunk(coder.Block.Width)];
    }
}
