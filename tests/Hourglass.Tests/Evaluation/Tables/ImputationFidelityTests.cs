using Hourglass.Data;
using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation.Tables;

public sealed class ImputationFidelityTests
{
    private const double None = double.NaN;
    private static readonly ColumnSchema X = Rows.Number("x");
    private static readonly ColumnSchema C = Rows.Levels("c", "a", "b");

    [Fact]
    public void The_error_of_numbers_is_relative_to_that_of_the_mean_of_the_cells_left()
    {
        // The mean of 0 and 4 is 2: true 2 3 4 5 6 are 0 1 2 3 4 away, filled ones 1 each.
        double[] truth = [0, 4, 2, 3, 4, 5, 6];
        var column = Compare(X, truth, [0, 4, None, None, None, None, None], [0, 4, 1, 4, 3, 6, 5]);
        Assert.Equal(new ColumnImputation("x", 5, 0, 1, Math.Sqrt(6), 1 / Math.Sqrt(6)), column);
    }

    [Fact]
    public void The_error_of_levels_is_relative_to_that_of_the_most_frequent_level_left()
    {
        double[] truth = [0, 0, 1, 0, 1, 1, 1, 1];
        var column = Compare(C, truth, [0, 0, 1, None, None, None, None, None], [0, 0, 1, 0, 1, 0, 1, 1]);
        Assert.Equal(new ColumnImputation("c", 5, 0, 0.2, 0.8, 0.25), column);
    }

    [Fact]
    public void Of_equally_frequent_levels_the_first_one_in_the_table_is_the_guess()
    {
        var column = Compare(C, [1, 0, 0, 0, 0, 0, 1], [1, 0, None, None, None, None, None], [1, 0, 0, 0, 0, 0, 1]);
        Assert.Equal(0.8, column.Baseline!.Value, 1e-12);
    }

    [Fact]
    public void Cells_that_stay_empty_count_as_the_guess_of_the_baseline()
    {
        double[] truth = [0, 4, 2, 3, 4, 5, 6];
        var column = Compare(X, truth, [0, 4, None, None, None, None, None], [0, 4, None, None, None, None, None]);
        Assert.Equal((5, 1.0), (column.Unfilled, column.Relative));
    }

    [Fact]
    public void Columns_with_too_few_cells_or_without_two_values_or_an_error_to_compare_with_are_not_judged()
    {
        Assert.Null(Compare(X, [1, 2, 3, 4, 5, 6], [1, 2, None, None, None, None], [1, 2, 3, 4, 5, 6]).Relative);
        Assert.Null(Compare(X, [1, 1, 3, 4, 5, 6, 7], [1, 1, None, None, None, None, None], [1, 1, 3, 4, 5, 6, 7]).Relative);
        Assert.Null(Compare(C, [0, 0, 1, 0, 0, 0, 0, 0], [0, 0, 1, None, None, None, None, None], [0, 0, 1, 0, 0, 0, 0, 0]).Relative);
        Assert.Equal(new ColumnImputation("x", 2, 0, null, null, null), Compare(X, [1, 2], [None, None], [1, 2]));
    }

    [Fact]
    public void Cells_that_were_missing_from_the_start_are_not_compared() =>
        Assert.Equal(5, Compare(X, [0, 4, None, 3, 4, 5, 6, 7], [0, 4, None, None, None, None, None, None], [0, 4, 99, 3, 4, 5, 6, 7]).Cells);

    [Fact]
    public void The_mean_is_over_the_judged_columns()
    {
        double[] holes = [0, 4, None, None, None, None, None], few = [0, 4, 2, 3, 4, 5, None];
        double[] truth = [0, 4, 2, 3, 4, 5, 6], ones = [0, 4, 1, 4, 3, 6, 5];
        var found = ImputationFidelity.Of(Rows.Of((X, truth), (Rows.Number("y"), truth), (Rows.Number("z"), truth)),
            Rows.Of((X, holes), (Rows.Number("y"), holes), (Rows.Number("z"), few)), Rows.Of((X, ones), (Rows.Number("y"), truth), (Rows.Number("z"), truth)));
        Assert.Equal(1 / Math.Sqrt(6) / 2, found.Relative!.Value, 1e-12);
        Assert.Equal(3, found.OfColumns.Count);
    }

    [Fact]
    public void Tables_of_different_length_are_refused()
    {
        var (two, three) = (Rows.Of((X, [1, 2])), Rows.Of((X, [1, 2, 3])));
        Assert.Contains("3 with holes", Assert.Throws<HourglassException>(() => ImputationFidelity.Of(two, three, two)).Message, StringComparison.Ordinal);
    }

    private static ColumnImputation Compare(ColumnSchema column, double[] truth, double[] holes, double[] filled) =>
        ImputationFidelity.Of(Rows.Of((column, truth)), Rows.Of((column, holes)), Rows.Of((column, filled))).OfColumns[0];
}
