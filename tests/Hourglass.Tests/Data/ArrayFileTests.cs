using System.IO.Compression;
using System.Text;
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
        Assert.Equal(["0", "1", "2", "7"], train.Classes!);
        Assert.Equal([0, 1, 2], train.Labels!);
        Assert.Equal([3], test!.Labels!);
        Assert.Null(Load(("x_train", Bytes(3, 2, 2)), ("x_test", Bytes(1, 2, 2))).Test!.Labels);
    }

    [Fact]
    public void Labels_are_names_with_indices_that_leave_nothing_out()
    {
        foreach (var labels in new NpyArray[] { new(new long[] { 5, 3_000_000, -1 }, 3, 1), new(new[] { 5, 3_000_000, -1 }, 3), new(new float[] { 5, 3_000_000, -1 }, 3) })
        {
            var read = Load(("x", Floats(3, 2)), ("y", labels)).Train;
            Assert.Equal([1, 2, 0], read.Labels!);
            Assert.Equal(["-1", "5", "3000000"], read.Classes!);
            Assert.True(read.Classes!.AreNumbers);
        }

        Assert.Equal([1, 0], Load(("x", Floats(2, 2)), ("labels", new NpyArray(new byte[] { 2, 1 }, 2))).Train.Labels!);
        Assert.Equal(["0", "1"], Load(("x", Floats(2, 2)), ("y", new NpyArray(new[] { true, false }, 2))).Train.Classes!);
    }

    [Theory]
    [InlineData("'<U5'", new[] { "b\0\0\0\0", "a\0\0\0\0", "héron" }, new[] { "a", "b", "héron" })]
    [InlineData("'|S3'", new[] { "cat", "ant", "cow" }, new[] { "ant", "cat", "cow" })]
    public void Labels_may_be_texts(string type, string[] texts, string[] classes)
    {
        var content = type.Contains('U') ? texts.SelectMany(Encoding.UTF32.GetBytes) : texts.SelectMany(Encoding.ASCII.GetBytes);
        var read = LoadRaw(type, [.. content]);
        Assert.Equal(classes, read.Classes!);
        Assert.Equal([1, 0, 2], read.Labels!);
        Assert.False(read.Classes!.AreNumbers);
    }

    [Theory]
    [InlineData("'<M8[D]'", new[] { 19_723L, 0, 19_724 }, "1970-01-01 2024-01-01 2024-01-02")]
    [InlineData("'<M8[ns]'", new[] { 1_500_000_000L, -1_000_000_000, 1_704_067_200_000_000_001 },
        "1969-12-31T23:59:59 1970-01-01T00:00:01.500000000 2024-01-01T00:00:00.000000001")]
    [InlineData("'<M8[Y]'", new[] { 54L, 0, 55 }, "1970-01-01 2024-01-01 2025-01-01")]
    public void Labels_may_be_dates(string type, long[] dates, string classes) =>
        Assert.Equal(classes.Split(' '), LoadRaw(type, [.. dates.SelectMany(BitConverter.GetBytes)]).Classes!);

    private Examples LoadRaw(string labelType, byte[] labels)
    {
        NpyFile.Write(folder["x.npy"], Floats(3, 2));
        folder.Write("y.npy", NpyFileTests.Encode(labelType, "(3,)", labels));
        using (var zip = ZipFile.Open(folder["raw.npz"], ZipArchiveMode.Create))
        {
            foreach (var name in new[] { "x.npy", "y.npy" }) zip.CreateEntryFromFile(folder[name], name);
        }

        return ArrayFile.LoadNpz(folder["raw.npz"]).Train;
    }

    [Fact]
    public void Arrays_are_found_under_the_names_that_people_use()
    {
        foreach (var (examples, labels) in new[] { ("X", "y"), ("data", "target"), ("images", "label"), ("DATA", "Targets"), ("features", "Y"), ("arr_0", "labels") })
        {
            Load((examples, Floats(2, 3)), (labels, Labels(4, 3)), ("names", Floats(3)));
            var (train, _, note) = ArrayFile.LoadNamed(folder["f.npz"], array: null);
            Assert.Equal([1, 0], train.Labels!);
            Assert.Equal($"f.npz: read '{examples}' as the examples, '{labels}' as their labels; ignored: 'names'.", note);
        }

        var (learnt, judged) = Load(("X_train", Floats(2, 3)), ("Label_Train", Labels(1, 2)), ("X_test", Floats(1, 3)), ("label_test", Labels(1)));
        Assert.Equal([0, 1], learnt.Labels!);
        Assert.Equal([0], judged!.Labels!);
        Assert.Equal(2, Load(("train_images", Bytes(2, 3, 3)), ("test_images", Bytes(1, 3, 3)), ("train_labels", Labels(1, 2)), ("test_labels", Labels(1)),
            ("val_images", Bytes(1, 3, 3))).Train.Count);
    }

    [Fact]
    public void Where_several_arrays_fit_one_has_to_be_named()
    {
        (string, NpyArray)[] digits = [("data", Floats(2, 4)), ("images", Floats(2, 2, 2)), ("target", Labels(8, 9))];
        Assert.Contains("data (2, 4); images (2, 2, 2); select one, such as array=data", Failure(digits), StringComparison.Ordinal);
        Assert.Contains("one (2, 4); two (2, 4)", Failure(("one", Floats(2, 4)), ("two", Floats(2, 4))), StringComparison.Ordinal);
        Assert.Contains("x (2, 4); X (2, 4)", Failure(("x", Floats(2, 4)), ("X", Floats(2, 4))), StringComparison.Ordinal);
        Load(digits[0], digits[2]);
        NpzFile.Write(folder["f.npz"], digits.Select(array => KeyValuePair.Create(array.Item1, array.Item2)));
        Assert.True(ArrayFile.LoadNpz(folder["f.npz"], "images").Train.Shape.IsPicture);
        Assert.Equal(["8", "9"], ArrayFile.LoadNpz(folder["f.npz"], "IMAGES").Train.Classes!);
        Assert.Contains("array is 'pixels'", Assert.Throws<UsageException>(() => ArrayFile.LoadNpz(folder["f.npz"], "pixels")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Measurements_under_the_name_of_labels_are_left_alone_and_said()
    {
        Load(("X", Floats(2, 3)), ("y", new NpyArray(new[] { 1, 0.5f }, 2)));
        var (train, _, note) = ArrayFile.LoadNamed(folder["f.npz"], array: null);
        Assert.Null(train.Labels);
        Assert.Equal("f.npz: read 'X' as the examples; 'y' is ignored, because 0.5 at 1 is not a whole number and thus not a class (save measurements as " +
            "'conditions' to condition a model on them).", note);
    }

    [Fact]
    public void Labels_that_do_not_match_are_refused()
    {
        Assert.Contains("(3,) for 2 examples", Failure(("x", Floats(2, 2)), ("y", Labels(1, 2, 3))), StringComparison.Ordinal);
        Assert.Contains("(2, 2) for 2 examples", Failure(("x", Floats(2, 2)), ("y", Floats(2, 2))), StringComparison.Ordinal);
        Assert.Contains("Label 1 of", Failure(("x", Floats(2, 2)), ("y", new NpyArray(new[] { 1, float.NaN }, 2))), StringComparison.Ordinal);
        Assert.Contains("only one of", Failure(("x_train", Floats(2, 2)), ("y_train", Labels(1, 2)), ("x_test", Floats(2, 2))), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_names_and_shapes_are_refused()
    {
        Assert.Contains("has the arrays weights (2), bias (2); ", Failure(("weights", Floats(2)), ("bias", Floats(2))), StringComparison.Ordinal);
        Assert.Contains("(none)", Failure(), StringComparison.Ordinal);
        Assert.Contains("(7,)", Failure(("x", Floats(7))), StringComparison.Ordinal);
        Assert.Contains("(2, 4, 4, 4)", Failure(("x", Floats(2, 4, 4, 4))), StringComparison.Ordinal);
        Assert.Contains("and is empty", Failure(("x", Floats(0, 4))), StringComparison.Ordinal);
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

    [Fact]
    public void A_small_archive_that_claims_two_gigabytes_takes_no_memory()
    {
        folder.Write("x.npy", [.. NpyFileTests.Encode("'|u1'", "(2, 1000000000)", []), .. new byte[100]]);
        using (var zip = ZipFile.Open(folder["f.npz"], ZipArchiveMode.Create)) zip.CreateEntryFromFile(folder["x.npy"], "x.npy");
        // The unpacked size in the central directory, which is read, claims what the header does.
        var content = File.ReadAllBytes(folder["f.npz"]);
        var directory = content.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(content.AsSpan(directory + 24), 2_000_000_200);
        folder.Write("f.npz", content);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Matches("f.npz.* declares 2,[0-9,]+ bytes, but its compressed content unpacks to at most [0-9,]+; ",
            Assert.Throws<HourglassException>(() => ArrayFile.LoadNpz(folder["f.npz"])).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 22);
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
