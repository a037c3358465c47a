using Hourglass.Data;

namespace Hourglass.Tests.Data;

public sealed class SideArraysTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Conditions_and_lengths_go_with_their_examples()
    {
        var (train, test) = Load(("x", Floats(3, 4, 2)), ("conditions", Floats(3, 2)), ("lengths", Whole(4, 1, 2)), ("y", Whole(0, 1, 2)));
        Assert.Null(test);
        Assert.Equal(new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, train.Side.Conditions);
        Assert.Equal([4, 1, 2], train.Side.Lengths!);
        Assert.Equal([0, 1, 2], train.Labels!);
        var chosen = train.Select([2, 0]).Side;
        Assert.Equal(new float[,] { { 5, 6 }, { 1, 2 } }, chosen.Conditions);
        Assert.Equal([2, 4], chosen.Lengths!);
        Assert.Equal([2, 4], Load(("x", Floats(2, 4, 2)), ("lengths", new NpyArray(new float[] { 2, 4 }, 2, 1))).Train.Side.Lengths!);
        Assert.Equal(new float[,] { { 1 }, { 2 } }, Load(("x", Floats(2, 5)), ("conditions", Floats(2))).Train.Side.Conditions);
    }

    [Fact]
    public void Both_splits_have_their_own()
    {
        var (train, test) = Load(
            ("x_train", Floats(2, 3, 2)), ("x_test", Floats(1, 3, 2)), ("conditions_train", Floats(2, 2)), ("conditions_test", Floats(1, 2)),
                ("lengths_train", Whole(3, 2)), ("lengths_test", Whole(1)));
        Assert.Equal(2, train.Side.Conditions!.GetLength(0));
        Assert.Equal(1, test!.Side.Conditions!.GetLength(0));
        Assert.Equal([3, 2], train.Side.Lengths!);
        Assert.Equal([1], test.Side.Lengths!);
    }

    [Fact]
    public void Rows_with_lengths_are_series_of_one_feature() =>
        Assert.Equal(new DataShape(1, 5, 1), Load(("x", Floats(2, 5)), ("lengths", Whole(5, 2))).Train.Shape);

    [Fact]
    public void Padding_reads_as_zero_whatever_the_file_has() =>
        Assert.Equal([1, 2, 0, 0, 5, 6, 7, 8], Load(("x", Floats(2, 2, 2)), ("lengths", Whole(1, 2))).Train.ToArray());

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Refused("conditions of", "(3, 2) for 2 examples", ("x", Floats(2, 4)), ("conditions", Floats(3, 2)));
        Refused("conditions of", "(2, 2, 1) for 2 examples", ("x", Floats(2, 4)), ("conditions", Floats(2, 2, 1)));
        Refused("NaN at row 1, column 0", "conditions", ("x", Floats(2, 4)), ("conditions", new NpyArray(new[] { 1, float.NaN }, 2, 1)));
        Refused("lengths of", "(3,) for 2 examples", ("x", Floats(2, 4, 2)), ("lengths", Whole(1, 2, 3)));
        Refused("Length 1 of", "is 1.5", ("x", Floats(2, 4, 2)), ("lengths", new NpyArray(new[] { 1, 1.5f }, 2)));
        Refused("Length 1 is 5", "1 to 4 real ones", ("x", Floats(2, 4, 2)), ("lengths", Whole(1, 5)));
        Refused("Length 0 is 0", "The side data of", ("x", Floats(2, 4, 2)), ("lengths", Whole(0, 4)));
        Refused("series of shape", "3x4x2", ("x", Floats(2, 3, 4, 2)), ("lengths", Whole(1, 4)));
        Refused("only one of 'lengths_train' and 'lengths_test'", "both or neither", ("x_train", Floats(1, 2, 2)), ("x_test", Floats(1, 2, 2)),
            ("lengths_train", Whole(1)));
        Refused("2 columns", "examples 1", ("x_train", Floats(1, 2)), ("x_test", Floats(1, 2)), ("conditions_train", Floats(1, 2)),
            ("conditions_test", Floats(1, 1)));
    }

    [Fact]
    public void The_fingerprint_tells_other_conditions_and_lengths()
    {
        var examples = Load(("x", Floats(2, 4, 2))).Train;
        var sides = new[]
        {
            SideData.None,
            new SideData(Conditions: new float[,] { { 1 }, { 2 } }),
            new SideData(Conditions: new float[,] { { 1 }, { 3 } }),
            new SideData(Lengths: [4, 4]),
            new SideData(Lengths: [4, 3]),
        };
        Assert.Equal(sides.Length, sides.Select(side => new Dataset("d", examples.With(side), examples).Fingerprint()).Distinct().Count());
    }

    private static NpyArray Floats(params int[] shape) => new(Enumerable.Range(1, shape.Aggregate(1, (p, d) => p * d)).Select(i => (float)i).ToArray(), shape);

    private static NpyArray Whole(params int[] values) => new(values, values.Length);

    private (Examples Train, Examples? Test) Load(params (string Name, NpyArray Array)[] arrays)
    {
        NpzFile.Write(folder["f.npz"], arrays.Select(array => KeyValuePair.Create(array.Name, array.Array)));
        return ArrayFile.LoadNpz(folder["f.npz"]);
    }

    private void Refused(string what, string why, params (string Name, NpyArray Array)[] arrays)
    {
        var message = Assert.Throws<HourglassException>(() => Load(arrays)).Message;
        Assert.All([what, why, folder["f.npz"]], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }
}
