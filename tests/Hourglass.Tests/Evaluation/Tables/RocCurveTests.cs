using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation.Tables;

public sealed class RocCurveTests
{
    [Theory]
    [InlineData(50, 5)]
    [InlineData(200, 1000)]
    public void The_area_is_the_share_of_pairs_in_the_right_order_with_ties_as_half(int rows, int scores)
    {
        var values = Array.ConvertAll(Rows.Whole(rows, scores, 1), value => (float)value);
        var positive = Array.ConvertAll(Rows.Uniform(rows, 2), value => value < 0.4);
        var (won, pairs) = (0.0, 0);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < rows; j++)
            {
                if (!positive[i] || positive[j]) continue;
                pairs++;
                won += values[i] > values[j] ? 1 : values[i] == values[j] ? 0.5 : 0;
            }
        }

        Assert.Equal(won / pairs, RocCurve.Area(values, positive), 1e-12);
    }

    [Fact]
    public void Perfect_useless_and_inverted_scores_have_the_areas_1_one_half_and_0()
    {
        Assert.Equal(1, RocCurve.Area([1, 2, 3, 4], [false, false, true, true]));
        Assert.Equal(0.5, RocCurve.Area([7, 7, 7, 7], [false, false, true, true]));
        Assert.Equal(0, RocCurve.Area([float.PositiveInfinity, 2, 1, float.NegativeInfinity], [false, false, true, true]));
    }

    [Fact]
    public void Rows_of_one_class_have_no_area() => Assert.Equal(double.NaN, RocCurve.Area([1, 2], [true, true]));
}
