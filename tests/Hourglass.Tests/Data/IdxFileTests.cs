using Hourglass.Data;

namespace Hourglass.Tests.Data;

public sealed class IdxFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Failure(byte[] content)
    {
        var path = folder.Write("f", content);
        var error = Assert.Throws<HourglassException>(() => IdxFile.Read(path));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        return error.Message;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_plain_and_gzip(bool zipped)
    {
        var content = IdxFiles.Pictures(5, 3, 2);
        var read = IdxFile.Read(folder.Write("f", zipped ? IdxFiles.GZip(content) : content));
        Assert.Equal([5, 3, 2], read.Dimensions);
        Assert.Equal(content[16..], read.Bytes);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(content)), read.Md5());
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var error = Assert.Throws<HourglassException>(() => IdxFile.Read(folder["none"]));
        Assert.Contains(folder["none"], error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(40)]
    public void A_truncated_file_says_where_it_ends(int length)
    {
        var content = IdxFiles.Pictures(5, 3, 2)[..length];
        Assert.Contains($"ends after {length} of", Failure(content), StringComparison.Ordinal);
        Assert.Contains($"ends after {length} of", Failure(IdxFiles.GZip(content)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_gzip_says_where_it_ends()
    {
        var content = new byte[100_000];
        new Random(1).NextBytes(content);
        var zipped = IdxFiles.GZip(IdxFiles.Encode([100, 1000], content));
        Assert.Contains("of 100,012 bytes", Failure(zipped[..(zipped.Length / 2)]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_corrupt_gzip_is_reported_as_damaged()
    {
        var zipped = IdxFiles.GZip(IdxFiles.Pictures(50, 30, 20));
        zipped[zipped.Length / 2] ^= 0xff;
        Failure(zipped);
        zipped[zipped.Length / 2] ^= 0xff;
        zipped[^6] ^= 0x01; // the checksum
        Assert.Contains("damaged", Failure(zipped), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_magic_type_or_rank_is_refused()
    {
        Assert.Contains("is not an IDX file", Failure([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]), StringComparison.Ordinal);
        Assert.Contains("0x0D", Failure([0, 0, 0x0d, 1, 0, 0, 0, 1, 0, 0, 0, 0]), StringComparison.Ordinal);
        Assert.Contains("has 9 dimensions", Failure([0, 0, 8, 9, 0, 0, 0, 1]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_zipped_file_that_claims_two_gigabytes_takes_no_memory()
    {
        var path = folder.Write("f.gz", IdxFiles.GZip([0, 0, 8, 1, 0x7f, 0xff, 0xff, 0xc7, 1, 2, 3]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var length = new FileInfo(path).Length;
        Assert.Contains($"its header declares 2,147,483,599 bytes, but its compressed content unpacks to at most {(length * 1032) + 1024:N0}",
            Assert.Throws<HourglassException>(() => IdxFile.Read(path)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 22);
    }

    [Fact]
    public void Data_that_are_packed_as_tightly_as_can_be_are_read()
    {
        var content = IdxFiles.Encode([1 << 22], new byte[1 << 22]);
        Assert.Equal(content[8..], IdxFile.Read(folder.Write("f.gz", IdxFiles.GZip(content))).Bytes);
    }

    [Fact]
    public void Impossible_sizes_are_refused_before_memory_is_taken()
    {
        Assert.Contains("claims the size", Failure([0, 0, 8, 3, 0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]),
            StringComparison.Ordinal);
        Assert.Contains("claims the size", Failure([0, 0, 8, 1, 0xff, 0xff, 0xff, 0xff]), StringComparison.Ordinal);
        Assert.Contains("of 2,000,000,008 bytes", Failure([0, 0, 8, 1, 0x77, 0x35, 0x94, 0x00, 1, 2]), StringComparison.Ordinal);
    }

    [Fact]
    public void Trailing_bytes_are_refused()
    {
        byte[] content = [.. IdxFiles.Pictures(5, 3, 2), 0];
        Assert.Contains("continues after the 46 bytes", Failure(content), StringComparison.Ordinal);
        Assert.Contains("continues after the 46 bytes", Failure(IdxFiles.GZip(content)), StringComparison.Ordinal);
    }
}
