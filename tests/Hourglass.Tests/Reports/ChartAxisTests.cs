using CsCheck;
using Hourglass.Reports;

namespace Hourglass.Tests.Reports;

public sealed class ChartAxisTests
{
    private static readonly Gen<double> Value =
        Gen.Select(Gen.Double[-10, 10], Gen.Int[-20, 20], (lead, power) => lead * Math.Pow(10, power));

    [Fact]
    public void Ticks_are_few_round_ascending_inside_and_told_apart()
    {
        Gen.Select(Value, Value).Sample((a, b) =>
        {
            var axis = ChartAxis.Over([a, b]);
            Assert.InRange(axis.Ticks.Count, 2, 12);
            Assert.True(axis.Minimum <= Math.Min(a, b) && Math.Max(a, b) <= axis.Maximum);
            Assert.All(axis.Ticks, tick => Assert.InRange(axis.Fraction(tick), -1e-9, 1 + 1e-9));
            var step = axis.Ticks[1] - axis.Ticks[0];
            var lead = step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-6));
            Assert.True(new[] { 1.0, 2, 5 }.Any(round => Math.Abs(lead - round) < 1e-3), $"step {step}");
            Assert.All(axis.Ticks.Zip(axis.Ticks.Skip(1)), pair => Assert.Equal(step, pair.Second - pair.First, step * 1e-3));
        });
    }

    [Fact]
    public void Tick_texts_differ_at_everyday_sizes()
    {
        Gen.Select(Gen.Double[-5000, 5000], Gen.Double[0.01, 9000]).Sample((low, range) =>
        {
            var axis = ChartAxis.Over([low, low + range]);
            string[] texts = [.. axis.Ticks.Select(axis.Text)];
            Assert.Equal(texts.Length, texts.Distinct().Count());
        });
    }

    [Fact]
    public void A_logarithmic_axis_has_ticks_inside_for_any_positive_range()
    {
        Gen.Select(Gen.Double[-30, 30], Gen.Double[0, 30]).Sample((power, span) =>
        {
            var axis = ChartAxis.Over([Math.Pow(10, power), Math.Pow(10, power + span)], log: true);
            Assert.InRange(axis.Ticks.Count, 2, 12);
            Assert.All(axis.Ticks, tick => Assert.InRange(axis.Fraction(tick), -1e-9, 1 + 1e-9));
        });
    }

    [Fact]
    public void Decades_are_evenly_spaced_on_a_logarithmic_axis()
    {
        var axis = ChartAxis.Over([0.001, 10], log: true, margin: 0);
        Assert.Equal([0.001, 0.01, 0.1, 1, 10], axis.Ticks.Select(tick => Math.Round(tick, 6)));
        Assert.Equal(0.25, axis.Fraction(0.01), 9);
        Assert.Equal(["0.001", "0.01", "0.1", "1", "10"], axis.Ticks.Select(axis.Text));
    }

    [Fact]
    public void Epochs_get_whole_ticks()
    {
        var axis = ChartAxis.Over([1, 2, 3], wholeNumbers: true);
        Assert.Equal([1, 2, 3], axis.Ticks);
    }

    [Fact]
    public void What_is_not_finite_does_not_bend_the_axis()
    {
        var clean = ChartAxis.Over([1, 5]);
        var dirty = ChartAxis.Over([double.NaN, 1, double.PositiveInfinity, 5, double.NegativeInfinity, double.MaxValue]);
        Assert.Equal((clean.Minimum, clean.Maximum), (dirty.Minimum, dirty.Maximum));
        Assert.NotEmpty(ChartAxis.Over([]).Ticks);
        Assert.NotEmpty(ChartAxis.Over([double.NaN], log: true).Ticks);
        Assert.NotEmpty(ChartAxis.Over([0, -1], log: true).Ticks);
    }
}
