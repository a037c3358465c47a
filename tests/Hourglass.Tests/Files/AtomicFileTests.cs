using Hourglass.Files;

namespace Hourglass.Tests.Files;

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
    public void A_library_that_writes_to_a_name_is_held_to_the_same()
    {
        AtomicFile.WriteNamed(folder["a", "f"], name => File.WriteAllText(name, "first"));
        Assert.Throws<HourglassException>(() => AtomicFile.WriteNamed(folder["a", "f"], name =>
        {
            File.WriteAllText(name, "half");
            throw new IOException("broken");
        }));
        Assert.Equal("first", File.ReadAllText(folder["a", "f"]));
        Assert.Single(Directory.GetFileSystemEntries(folder["a"]));
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
    public void A_pipe_or_a_device_in_place_of_the_file_is_refused_and_stays()
    {
        using (var make = System.Diagnostics.Process.Start("mkfifo", [folder["pipe.csv"]])) make.WaitForExit();
        var refusal = Assert.Throws<HourglassException>(() => AtomicFile.WriteText(folder["pipe.csv"], "new"));
        Assert.Contains("pipe.csv' is a pipe or a device", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([folder["pipe.csv"]], Directory.EnumerateFileSystemEntries(folder.Root));
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

    [Fact]
    public void A_link_stays_and_the_file_that_it_points_to_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right of their own.");
        Directory.CreateDirectory(folder["elsewhere"]);
        File.WriteAllText(folder["elsewhere", "real"], "first");
        File.CreateSymbolicLink(folder["link"], Path.Combine("elsewhere", "real"));
        File.CreateSymbolicLink(folder["new"], Path.Combine("elsewhere", "not yet"));
        AtomicFile.WriteText(folder["link"], "second");
        AtomicFile.WriteText(folder["new"], "third");
        Assert.Equal("second", File.ReadAllText(folder["elsewhere", "real"]));
        Assert.Equal("third", File.ReadAllText(folder["elsewhere", "not yet"]));
        Assert.Equal(Path.Combine("elsewhere", "real"), new FileInfo(folder["link"]).LinkTarget);
        Assert.Equal(["elsewhere", "link", "new"], Entries());
    }

    [Fact]
    public void What_killed_processes_have_left_is_removed_and_what_others_are_writing_stays()
    {
        const int Nobody = int.MaxValue;
        var unmarked = Guid.NewGuid().ToString("N");
        string[] gone = [$".{TemporaryName.OwnerOf(Nobody)}-{unmarked}.tmp", $".{unmarked}.tmp", $".00000000-{Nobody}-{unmarked}.tmp"];
        string[] kept = [$".{TemporaryName.Owner}-{unmarked}.tmp", $".{TemporaryName.OwnerOf(1)}-{unmarked}.tmp", $".00000000-7-{unmarked}.tmp", ".notes.tmp",
            "a.tmp"];
        foreach (var name in gone.Concat(kept)) File.WriteAllText(folder[name], "");
        foreach (var name in gone.Skip(1)) File.SetLastWriteTimeUtc(folder[name], DateTime.UtcNow.AddDays(-2));
        AtomicFile.WriteText(folder["f"], "x");
        Assert.Equal(kept.Append("f").Order(StringComparer.Ordinal), Entries());
    }

    private IEnumerable<string?> Entries() => Directory.GetFileSystemEntries(folder.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
