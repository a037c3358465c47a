using Hourglass.Data;

namespace Hourglass.Tests.Data;

public sealed class IdxFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public IdxFolderTests()
    {
        // Gzip or not, '-' or '.', all four mixed.
        folder.Write("train-images-idx3-ubyte.gz", IdxFiles.GZip(IdxFiles.Pictures(6, 4, 3)));
        folder.Write("train-labels.idx1-ubyte", IdxFiles.Labels(6));
        folder.Write("t10k-images-idx3-ubyte", IdxFiles.Pictures(2, 4, 3));
        folder.Write("t10k-labels.idx1-ubyte.gz", IdxFiles.GZip(IdxFiles.Labels(2)));
    }

    public void Dispose() => folder.Dispose();

    private string Failure() => Assert.Throws<HourglassException>(() => IdxFolder.Load(folder.Root)).Message;

    [Fact]
    public void Reads_pictures_of_any_size_with_their_labels()
    {
        var data = IdxFolder.Load(folder.Root);
        Assert.Equal(Path.GetFileName(folder.Root), data.Name);
        Assert.Equal(new DataShape(1, 4, 3), data.Shape);
        Assert.Equal(6, data.Train.Count);
        Assert.Equal([0, 1], data.Test.Labels!);
        Assert.Equal(13 / 255f, data.Test.ToArray()[13]);
    }

    [Fact]
    public void A_missing_folder_or_file_is_named()
    {
        Assert.Contains("There is no folder", Assert.Throws<HourglassException>(() => IdxFolder.Load(folder["x"])).Message, StringComparison.Ordinal);
        File.Delete(folder["t10k-images-idx3-ubyte"]);
        Assert.Contains("t10k-images-idx3-ubyte", Failure(), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_do_not_match_the_pictures_are_refused()
    {
        folder.Write("train-labels.idx1-ubyte", IdxFiles.Labels(5));
        Assert.Contains("5 labels for the 6 images", Failure(), StringComparison.Ordinal);
    }

    [Fact]
    public void Swapped_files_and_splits_of_different_size_are_refused()
    {
        folder.Write("t10k-images-idx3-ubyte", IdxFiles.Pictures(2, 3, 4));
        Assert.Contains("are 1x4x3 but the test images", Failure(), StringComparison.Ordinal);
        folder.Write("t10k-images-idx3-ubyte", IdxFiles.Labels(2));
        Assert.Contains("has 1 dimensions", Failure(), StringComparison.Ordinal);
        folder.Write("t10k-images-idx3-ubyte", IdxFiles.Pictures(2, 4, 3));
        folder.Write("train-labels.idx1-ubyte", IdxFiles.Pictures(2, 4, 3));
        Assert.Contains("has 3 dimensions", Failure(), StringComparison.Ordinal);
    }

    [Fact]
    public void Mnist_refuses_other_data_of_the_same_form()
    {
        var error = Assert.Throws<HourglassException>(() => Mnist.Load(folder.Root));
        Assert.Contains("'idx:FOLDER'", error.Message, StringComparison.Ordinal);
        Assert.Contains(folder.Root, error.Message, StringComparison.Ordinal);
    }
}
