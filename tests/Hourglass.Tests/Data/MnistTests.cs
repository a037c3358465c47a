using Hourglass.Data;

namespace Hourglass.Tests.Data;

public sealed class MnistTests
{
    [Fact]
    public void The_embedded_data_are_complete_and_original()
    {
        var data = Mnist.Load();
        Assert.Equal("MNIST", data.Name);
        Assert.Equal(new DataShape(1, 28, 28), data.Shape);
        Assert.Equal(60_000, data.Train.Count);
        Assert.Equal(10_000, data.Test.Count);
        Assert.IsType<ByteExamples>(data.Train);
        Assert.Equal([5, 0, 4, 1, 9], data.Train.Labels!.Take(5));
        Assert.Equal([7, 2, 1, 0, 4], data.Test.Labels!.Take(5));
        Assert.Equal(10, data.ClassNames!.Count);
        // The published mean of the training pixels.
        var sum = 0L;
        foreach (var value in ((ByteExamples)data.Train).Bytes) sum += value;
        Assert.Equal(0.1307, sum / (60_000.0 * 784 * 255), 0.00005);
    }

    [Fact]
    public void A_changed_byte_is_noticed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("train-images-idx3-ubyte", IdxFiles.Encode([60_000, 1, 1], new byte[60_000]));
        folder.Write("train-labels-idx1-ubyte", IdxFiles.Encode([60_000], new byte[60_000]));
        folder.Write("t10k-images-idx3-ubyte", IdxFiles.Encode([10_000, 1, 1], new byte[10_000]));
        folder.Write("t10k-labels-idx1-ubyte", IdxFiles.Encode([10_000], new byte[10_000]));
        var error = Assert.Throws<HourglassException>(() => Mnist.Load(folder.Root));
        Assert.Contains("is not that of MNIST", error.Message, StringComparison.Ordinal);
    }
}
