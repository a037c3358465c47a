using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation.Tables;

public sealed class KolmogorovSmirnovTests
{
    [Fact]
    public void A_uniform_distribution_moved_by_half_of_its_width_is_half_away() =>
        Assert.Equal(0.5, KolmogorovSmirnov.Distance(Rows.From(0, 100), Rows.From(50, 100)), 1e-12);

    [Fact]
    public void Equal_columns_of_different_length_have_no_distance() =>
        Assert.Equal(0, KolmogorovSmirnov.Distance([1, 2, 2, 3], [3, 2, 1, 2, 1, 2, 2, 3]), 1e-12);

    [Fact]
    public void Disjoint_columns_are_as_far_away_as_possible() => Assert.Equal(1, KolmogorovSmirnov.Distance([1, 2], [3, 4, 5]));

    [Fact]
    public void Missing_cells_are_left_out()
    {
        Assert.Equal(0, KolmogorovSmirnov.Distance([1, double.NaN, 2], [2, 1]));
        Assert.Equal(1, KolmogorovSmirnov.Distance([1, 2], [double.NaN]));
        Assert.Equal(double.NaN, KolmogorovSmirnov.Distance([double.NaN], [double.NaN]));
    }

    [Theory]
    [InlineData(40, 60, 12)]
    [InlineData(7, 200, 1000)]
    public void The_distance_is_the_largest_difference_of_the_distribution_functions_over_all_values(int first, int second, int values)
    {
        var (a, b) = (Rows.Whole(first, values, 1), Rows.Whole(second, values, 2));
        var expected = a.Concat(b).Max(value => Math.Abs(Below(a, value) - Below(b, value)));
        Assert.Equal(expected, KolmogorovSmirnov.Distance(a, b), 1e-12);
    }

    private static double Below(double[] column, double value) => (double)column.Count(one => one <= value) / column.Length;
}
