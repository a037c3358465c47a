using Hourglass.Data;
using SkiaSharp;

namespace Hourglass.Tests.Data;

public sealed class DataSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_form_opens()
    {
        NpyFile.Write(folder["rows.npy"], new float[60], 20, 3);
        NpzFile.Write(folder["rows.npz"], [new("x", new NpyArray(new float[60], 20, 3)), new("y", new NpyArray(new int[20], 20))]);
        for (var i = 0; i < 10; i++) folder.Write($"cats/{i}.png", Pictures.Png(4, 4, SKColors.Gray));
        var rows = DataSource.Open(folder["rows.npy"]);
        Assert.Equal(("rows.npy", 18, 2, 3), (rows.Name, rows.Train.Count, rows.Test.Count, rows.Shape.Size));
        Assert.Equal(18, DataSource.Open(folder["rows.npz"]).Train.Labels!.Count);
        var cats = DataSource.Open(folder["cats"], new DataOptions { TestShare = 0.3, Pictures = new() { Size = new(2, 2) } });
        Assert.Equal(("cats", 7, 3, 4), (cats.Name, cats.Train.Count, cats.Test.Count, cats.Shape.Size));
        Assert.Equal("MNIST", DataSource.Open("MNIST").Name);
        Assert.Contains("train-images", Assert.Throws<HourglassException>(() => DataSource.Open("idx:" + folder.Root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_with_a_test_split_keep_it()
    {
        NpzFile.Write(folder["parts.npz"], [new("x_train", new NpyArray(new float[60], 20, 3)), new("x_test", new NpyArray(new float[12], 4, 3))]);
        NpyFile.Write(folder["rows.npy"], new float[60], 20, 3);
        var options = new DataOptions { TestShare = 0.3 };
        var (parts, rows) = (DataSource.Open(folder["parts.npz"], options), DataSource.Open(folder["rows.npy"], options));
        Assert.Equal((true, 20, 4), (parts.HasOwnTest, parts.Train.Count, parts.Test.Count));
        Assert.Equal((false, 14, 6), (rows.HasOwnTest, rows.Train.Count, rows.Test.Count));
        Assert.True(DataSource.Open("mnist", options).HasOwnTest);
    }

    [Theory]
    [InlineData("mnits", "Did you mean 'mnist'?")]
    [InlineData("minst", "Did you mean 'mnist'?")]
    [InlineData("cifar10", "idx:FOLDER")]
    [InlineData("", ".npz")]
    [InlineData("no/such/folder", "There is no folder or file 'no/such/folder'")]
    public void Anything_else_is_wrong_usage(string descriptor, string part)
    {
        var error = Assert.Throws<UsageException>(() => DataSource.Open(descriptor));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Contains("'mnist', 'idx:FOLDER'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_kind_is_wrong_usage()
    {
        var path = folder.Write("a.xyz", [1]);
        Assert.Contains("unknown kind", Assert.Throws<UsageException>(() => DataSource.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_of_a_known_kind_is_a_failure()
    {
        foreach (var name in new[] { "a.npy", "a.npz" })
            Assert.Contains("There is no file", Assert.Throws<HourglassException>(() => DataSource.Open(folder[name])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_split_is_the_same_every_time_and_keeps_the_order()
    {
        var all = new FloatExamples([.. Enumerable.Range(0, 100).Select(i => (float)i)], DataShape.Row(1), [.. Enumerable.Range(0, 100)]);
        var (train, test) = Split.Random(all, 0.1);
        Assert.Equal(10, test.Count);
        Assert.Equal(Enumerable.Range(0, 100), train.Labels!.Concat(test.Labels!).Order());
        Assert.Equal(train.Labels!.Order(), train.Labels!);
        Assert.Equal(test.Labels!.Select(label => (float)label), test.ToArray());
        // Pinned: a change would silently move examples between the splits of earlier runs.
        Assert.Equal("14 16 20 32 33 55 63 77 94 98", string.Join(" ", test.Labels!));
    }

    [Fact]
    public void A_split_needs_two_examples_and_a_share_between_0_and_1()
    {
        Assert.Throws<HourglassException>(() => Split.Random(new FloatExamples([1], DataShape.Row(1)), 0.1));
        Assert.Equal(1, Split.Random(new FloatExamples([1, 2], DataShape.Row(1)), 0.01).Test.Count);
        Assert.Equal(1, Split.Random(new FloatExamples([1, 2], DataShape.Row(1)), 0.99).Train.Count);
        foreach (var share in new[] { 0, 1, -1, double.NaN })
            Assert.Throws<UsageException>(() => Split.Random(new FloatExamples([1, 2], DataShape.Row(1)), share));
    }

    [Fact]
    public void A_name_that_is_not_UTF_8_is_told_as_such()
    {
        foreach (var name in new[] { "caf\uFFFD.npy", "photos/\uFFFDt\uFFFD", "\uFFFD" })
        {
            var error = Record.Exception(() => DataSource.Open(name));
            Assert.Contains("bytes that are not UTF-8", Assert.IsAssignableFrom<Exception>(error).Message, StringComparison.Ordinal);
        }
    }
}
