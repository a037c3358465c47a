using System.IO.Compression;
using Hourglass.Data;

namespace Hourglass.Tests.Data;

public sealed class ArrayFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static NpyArray Bytes(params int[] shape) => new(Enumerable.Range(0, shape.Aggregate(1, (p, d) => p * d)).Select(i => (byte)i).ToArray(), shape);

    private static NpyArray Floats(params int[] shape) => new(Bytes(shape).ToFloats(), shape);

    private static NpyArray Labels(params int[] labels) => new(labels, labels.Length);

    private (Examples Train, Examples? Test) Load(params (string Name, NpyArray Array)[] arrays)
    {
        NpzFile.Write(folder["f.npz"], arrays.Select(array => KeyValuePair.Create(array.Name, array.Array)));
        return ArrayFile.LoadNpz(folder["f.npz"]);
    }

    private string Failure(params (string Name, NpyArray Array)[] arrays)
    {
        var error = Assert.Throws<HourglassException>(() => Load(arrays));
        Assert.Contains(folder["f.npz"], error.Message, StringComparison.Ordinal);
        return error.Message;
    }

    [Fact]
    public void Rows_and_pictures_get_their_shape()
    {
        Assert.Equal(DataShape.Row(5), Load(("x", Floats(3, 5))).Train.Shape);
        Assert.Equal(new DataShape(1, 4, 5), Load(("data", Floats(3, 4, 5))).Train.Shape);
        Assert.Equal(new DataShape(3, 4, 5), Load(("images", Floats(2, 4, 5, 3))).Train.Shape);
        Assert.Equal(new DataShape(1, 4, 5), Load(("arr_0", Floats(2, 4, 5, 1))).Train.Shape);
        Assert.Equal(new DataShape(3, 4, 5), Load(("x", Floats(2, 3, 4, 5))).Train.Shape);
        Assert.Equal(new DataShape(1, 4, 5), Load(("x", Floats(2, 1, 4, 5))).Train.Shape);
    }

    [Fact]
    public void Channels_come_first_whatever_the_file_says()
    {
        // Pixel p of example e has the channels 12 e + 3 p + (0, 1, 2).
        var read = Load(("x", Floats(2, 2, 2, 3))).Train.ToArray();
        Assert.Equal([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11, 12, 15, 18, 21, 13, 16, 19, 22, 14, 17, 20, 23], read);
        Assert.Equal(Floats(2, 3, 2, 2).ToFloats(), Load(("x", Floats(2, 3, 2, 2))).Train.ToArray());
    }

    [Fact]
    public void Bytes_are_scaled_and_other_numbers_are_not()
    {
        var bytes = Load(("x", Bytes(2, 3))).Train;
        Assert.IsType<ByteExamples>(bytes);
        Assert.Equal(5 / 255f, bytes.ToArray()[5]);
        Assert.Equal(5f, Load(("x", Floats(2, 3))).Train.ToArray()[5]);
        Assert.Equal([4f, 5f], Load(("x", new NpyArray(new long[] { 4, 5 }, 2, 1))).Train.ToArray());
        Assert.Equal([1f, 0f], Load(("x", new NpyArray(new[] { true, false }, 2, 1))).Train.ToArray());
    }

    [Fact]
    public void Keras_names_give_both_splits()
    {
        var (train, test) = Load(("x_train", Bytes(3, 2, 2)), ("y_train", Labels(0, 1, 2)), ("x_test", Bytes(1, 2, 2)), ("y_test", Labels(7)));
        Assert.Equal([0, 1, 2], train.Labels!);
        Assert.Equal([7], test!.Labels!);
        Assert.Null(Load(("x_train", Bytes(3, 2, 2)), ("x_test", Bytes(1, 2, 2))).Test!.Labels);
    }

    [Fact]
    public void Labels_may_be_of_any_whole_type()
    {
        Assert.Equal([2, 1], Load(("x", Floats(2, 2)), ("y", new NpyArray(new long[] { 2, 1 }, 2, 1))).Train.Labels!);
        Assert.Equal([2, 1], Load(("x", Floats(2, 2)), ("labels", new NpyArray(new byte[] { 2, 1 }, 2))).Train.Labels!);
        Assert.Equal([2, 1], Load(("x", Floats(2, 2)), ("y", new NpyArray(new float[] { 2, 1 }, 2))).Train.Labels!);
    }

    [Fact]
    public void Labels_that_do_not_match_are_refused()
    {
        Assert.Contains("(3,) for 2 examples", Failure(("x", Floats(2, 2)), ("y", Labels(1, 2, 3))), StringComparison.Ordinal);
        Assert.Contains("(2, 2) for 2 examples", Failure(("x", Floats(2, 2)), ("y", Floats(2, 2))), StringComparison.Ordinal);
        Assert.Contains("Label 1", Failure(("x", Floats(2, 2)), ("y", Labels(1, -2))), StringComparison.Ordinal);
        Assert.Contains("is 0.5", Failure(("x", Floats(2, 2)), ("y", new NpyArray(new[] { 1, 0.5f }, 2))), StringComparison.Ordinal);
        Assert.Contains("only one of", Failure(("x_train", Floats(2, 2)), ("y_train", Labels(1, 2)), ("x_test", Floats(2, 2))), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_names_and_shapes_are_refused()
    {
        Assert.Contains("has the arrays weights, bias; one of x,", Failure(("weights", Floats(2, 2)), ("bias", Floats(2))), StringComparison.Ordinal);
        Assert.Contains("(none)", Failure(), StringComparison.Ordinal);
        Assert.Contains("(7,)", Failure(("x", Floats(7))), StringComparison.Ordinal);
        Assert.Contains("(2, 4, 4, 4)", Failure(("x", Floats(2, 4, 4, 4))), StringComparison.Ordinal);
        Assert.Contains("nothing in it", Failure(("x", Floats(0, 4))), StringComparison.Ordinal);
        Assert.Contains("one shape", Failure(("x_train", Floats(2, 2)), ("x_test", Floats(2, 3))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_archive_is_refused()
    {
        Load(("x", Floats(20, 30)));
        var content = File.ReadAllBytes(folder["f.npz"]);
        foreach (var broken in new byte[][] { content[..(content.Length / 2)], [1, 2, 3], [] })
        {
            var path = folder.Write("b.npz", broken);
            Assert.Contains(path, Assert.Throws<HourglassException>(() => ArrayFile.LoadNpz(path)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void A_flipped_bit_is_noticed_in_stored_and_deflated_arrays(CompressionLevel level)
    {
        NpyFile.Write(folder["x.npy"], Floats(20, 30));
        using (var zip = ZipFile.Open(folder["f.npz"], ZipArchiveMode.Create))
            zip.CreateEntryFromFile(folder["x.npy"], "x.npy", level);
        Assert.Equal(20, ArrayFile.LoadNpz(folder["f.npz"]).Train.Count);
        var content = File.ReadAllBytes(folder["f.npz"]);
        content[level == CompressionLevel.NoCompression ? 1500 : content.Length / 2] ^= 4;
        folder.Write("f.npz", content);
        var error = Assert.Throws<HourglassException>(() => ArrayFile.LoadNpz(folder["f.npz"]));
        Assert.Contains(level == CompressionLevel.NoCompression ? "its checksum is" : "damaged", error.Message, StringComparison.Ordinal);
    }
}
