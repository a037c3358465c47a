using Hourglass.Data;
using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation.Tables;

public sealed class LabelPredictionTests
{
    private static readonly ColumnSchema X = Rows.Number("x");
    private static readonly ColumnSchema Two = Rows.Levels("c", "no", "yes");
    private static readonly ColumnSchema Three = Rows.Levels("c", "low", "middle", "high");

    [Fact]
    public void Made_rows_with_the_relation_predict_as_well_as_real_ones_and_those_without_it_do_not()
    {
        var (real, heldOut) = (Drawn(1000, 1), Drawn(400, 2));
        var good = Predict(real, heldOut, Drawn(1000, 3));
        Assert.InRange(good.Made.Auc!.Value, 0.99, 1);
        Assert.InRange(good.Real.Auc!.Value, 0.99, 1);
        Assert.InRange(good.Made.Accuracy, 0.95, 1);
        Assert.InRange(good.MajorityAccuracy, 0.4, 0.6);
        Assert.Equal(400, good.TestRows);

        var bad = Predict(real, heldOut, Rows.Of((X, Rows.Uniform(1000, 4)), (Two, Rows.Whole(1000, 2, 5))));
        Assert.InRange(bad.Made.Auc!.Value, 0.3, 0.7);
        Assert.Equal(good.Real, bad.Real);

        static Table Drawn(int count, ulong seed)
        {
            var x = Rows.Uniform(count, seed);
            return Rows.Of((X, x), (Two, Array.ConvertAll(x, value => value > 0.5 ? 1.0 : 0)));
        }
    }

    [Fact]
    public void Several_levels_are_predicted_each_against_the_rest()
    {
        var rows = Levels(900, 1);
        var found = Predict(rows, Levels(300, 2), rows);
        Assert.Equal(found.Real, found.Made with { });
        Assert.InRange(found.Real.Auc!.Value, 0.99, 1);
        Assert.InRange(found.Real.Accuracy, 0.95, 1);

        static Table Levels(int count, ulong seed)
        {
            var x = Rows.Uniform(count, seed);
            return Rows.Of((X, x), (Three, Array.ConvertAll(x, value => Math.Floor(value * 3))));
        }
    }

    [Fact]
    public void Made_rows_of_one_level_predict_that_level_and_no_order()
    {
        double[] labels = [.. 0d.Times(60), .. 1d.Times(40)];
        var real = Rows.Of((X, Rows.From(0, 100)), (Two, labels));
        var found = Predict(real, real, Rows.Of((X, Rows.From(0, 50)), (Two, [.. 1d.Times(50)])));
        Assert.Equal(new LabelScores(0.5, 0.4), found.Made);
        Assert.Equal(0.6, found.MajorityAccuracy);
    }

    [Fact]
    public void Rows_without_the_label_are_left_out()
    {
        double[] labels = [.. 0d.Times(50), .. 1d.Times(50)];
        var real = Rows.Of((X, Rows.From(0, 100)), (Two, labels));
        var holes = Array.ConvertAll(labels, label => label);
        for (var i = 0; i < 100; i += 4) holes[i] = double.NaN;
        Assert.Equal(75, Predict(real, Rows.Of((X, Rows.From(0, 100)), (Two, holes)), real).TestRows);
    }

    [Fact]
    public void A_column_that_cannot_be_predicted_has_a_reason()
    {
        var real = Values(Rows.Of((X, [1, 2]), (Two, [0, 1])));
        Assert.Equal("'x' has no levels.", LabelPrediction.Obstacle(real, real, real, 0));
        Assert.Null(LabelPrediction.Obstacle(real, real, real, 1));
        var gone = Values(Rows.Of((X, [1, 2]), (Two, [double.NaN, double.NaN])));
        Assert.Equal("'c' is missing in all rows of a table.", LabelPrediction.Obstacle(real, real, gone, 1));
        var alone = Values(Rows.Of((Two, [0, 1])));
        Assert.Equal("There is no other column than 'c'.", LabelPrediction.Obstacle(alone, alone, alone, 0));
        var many = Values(Rows.Of((X, [1, 2]), (Rows.Levels("m", [.. Enumerable.Range(0, 51).Select(i => $"{i}")]), [0, 1])));
        Assert.Equal("'m' has 51 levels; at most 50 are predicted.", LabelPrediction.Obstacle(many, many, many, 1));
    }

    private static LabelPrediction Predict(Table real, Table heldOut, Table made) =>
        LabelPrediction.Of(Values(real), Values(heldOut), Values(made), 1, 1, default);

    private static TableValues Values(Table table) => TableValues.Read(table, int.MaxValue, 1, 0);
}
