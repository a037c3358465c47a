using Hourglass.Persistence;

namespace Hourglass.Tests.Persistence;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Writes_into_folders_that_do_not_exist_yet()
    {
        AtomicFile.WriteText(folder["a", "b", "c.txt"], "häns");
        Assert.Equal("häns"u8.ToArray(), File.ReadAllBytes(folder["a", "b", "c.txt"]));
        Assert.Single(Directory.GetFileSystemEntries(folder["a", "b"]));
    }

    [Fact]
    public void Replaces_the_earlier_file()
    {
        AtomicFile.WriteText(folder["f"], "a longer first text");
        AtomicFile.WriteText(folder["f"], "second");
        Assert.Equal("second", File.ReadAllText(folder["f"]));
    }

    [Fact]
    public void A_failure_while_writing_keeps_the_earlier_file_and_leaves_nothing_behind()
    {
        AtomicFile.WriteText(folder["f"], "first");
        var error = Assert.Throws<HourglassException>(() => AtomicFile.Write(folder["f"], stream =>
        {
            stream.WriteByte(1);
            throw new IOException("No space left on device", 28);
        }));
        Assert.Contains(folder["f"], error.Message, StringComparison.Ordinal);
        Assert.Contains("the disk is full", error.Message, StringComparison.Ordinal);
        Assert.IsType<IOException>(error.InnerException);
        Assert.Equal("first", File.ReadAllText(folder["f"]));
        Assert.Single(Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void Other_exceptions_of_the_writer_pass_through_and_leave_nothing_behind()
    {
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder["f"], _ => throw new InvalidOperationException()));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void A_parent_that_is_a_file_is_refused_by_name()
    {
        folder.Write("f", [1]);
        var error = Assert.Throws<HourglassException>(() => AtomicFile.WriteText(folder["f", "g"], "x"));
        Assert.Contains(folder["f", "g"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_refused_by_name()
    {
        Directory.CreateDirectory(folder["d"]);
        var error = Assert.Throws<HourglassException>(() => AtomicFile.WriteText(folder["d"], "x"));
        Assert.Contains("is a folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_named_as_the_cause()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no device that is always full.");
        var error = Assert.Throws<HourglassException>(() => AtomicFile.Write(folder["f"], _ =>
        {
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            full.WriteByte(1);
        }));
        Assert.Contains("the disk is full", error.Message, StringComparison.Ordinal);
    }
}
