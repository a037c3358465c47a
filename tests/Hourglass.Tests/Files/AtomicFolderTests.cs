using Hourglass.Files;

namespace Hourglass.Tests.Files;

/// <summary>A folder is whole or not there, and an earlier one goes only when the new one has come.</summary>
public sealed class AtomicFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_folder_takes_the_place_of_an_earlier_one()
    {
        Write("old");
        Write("new");
        Assert.Equal(["new"], Entries("target"));
        Assert.Equal(["target"], Entries("."));
    }

    [Fact]
    public void A_failure_leaves_the_earlier_folder_and_no_other()
    {
        Write("old");
        Assert.Throws<HourglassException>(() => AtomicFolder.Write(folder["target"], path =>
        {
            File.WriteAllText(Path.Combine(path, "half"), "");
            throw new HourglassException("It failed.");
        }));
        Assert.Equal(["old"], Entries("target"));
        Assert.Equal(["target"], Entries("."));
    }

    [Fact]
    public void An_earlier_folder_comes_back_when_the_new_one_cannot_take_its_name()
    {
        Write("old");
        Assert.Throws<HourglassException>(() => AtomicFolder.Write(folder["target"], Directory.Delete, (_, _) => false));
        Assert.Equal(["old"], Entries("target"));
        Assert.Equal(["target"], Entries("."));
    }

    [Fact]
    public void What_a_process_that_was_ended_has_left_goes_and_what_others_write_stays()
    {
        const int Nobody = int.MaxValue;
        foreach (var name in new[] { $"target.{Nobody}.tmp", "target.1.tmp", "target.notes.tmp", $"other.{Nobody}.tmp" })
            Directory.CreateDirectory(folder[name, "run"]);
        Write("new");
        Assert.Equal([$"other.{Nobody}.tmp", "target", "target.1.tmp", "target.notes.tmp"], Entries(".").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_process_of_the_same_number_has_left_does_not_get_into_the_new_folder()
    {
        Write("old");
        foreach (var ending in new[] { "tmp", "old" }) Directory.CreateDirectory(folder[$"target.{Environment.ProcessId}.{ending}", "stale"]);
        Write("new");
        Assert.Equal(["new"], Entries("target"));
        Assert.Equal(["target"], Entries("."));
    }

    [Fact]
    public void What_cannot_be_written_is_named()
    {
        File.WriteAllText(folder["file"], "");
        var refused = Assert.Throws<HourglassException>(() => AtomicFolder.Write(folder["file", "below"], _ => { }));
        Assert.Contains("below' cannot be written", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_may_go_is_free_to_be_replaced()
    {
        AtomicFolder.RequireFree(folder["target"]);
        Directory.CreateDirectory(folder["target"]);
        AtomicFolder.RequireFree(folder["target"]);
        File.WriteAllText(folder["target", "notes.txt"], "");
        AtomicFolder.RequireFree(folder["target"], "notes.txt");
        Assert.Contains("holds 'notes.txt' already", Assert.Throws<HourglassException>(() => AtomicFolder.RequireFree(folder["target"], "report.html")).Message,
            StringComparison.Ordinal);
        Assert.Contains("is a file", Assert.Throws<HourglassException>(() => AtomicFolder.RequireFree(folder["target", "notes.txt"])).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_folder_that_was_renamed_and_not_replaced_is_put_back(bool write)
    {
        Directory.CreateDirectory(folder[$"target.{TemporaryName.OwnerOf(int.MaxValue)}.old"]);
        File.WriteAllText(folder[$"target.{TemporaryName.OwnerOf(int.MaxValue)}.old", "earlier"], "");
        Directory.CreateDirectory(folder[$"target.{TemporaryName.OwnerOf(int.MaxValue)}.tmp", "half"]);
        if (write) Assert.Throws<HourglassException>(() => AtomicFolder.Write(folder["target"], _ => throw new IOException("broken")));
        else AtomicFolder.RequireFree(folder["target"], "earlier");
        Assert.Equal(["earlier"], Entries("target"));
        Assert.Equal(["target"], Entries("."));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_folder_takes_the_place_of_an_earlier_one_whether_or_not_they_can_be_exchanged(bool exchange)
    {
        Write("old");
        AtomicFolder.Write(folder["target"], path => File.WriteAllText(Path.Combine(path, "new"), ""), exchange ? FolderExchange.Try : (_, _) => false);
        Assert.Equal(["new"], Entries("target"));
        Assert.Equal(["target"], Entries("."));
    }

    [Fact]
    public async Task There_is_no_instant_without_a_folder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Folders are exchanged at one instant on Linux.");
        Write("0");
        Assert.SkipUnless(CanExchange(), "This file system cannot exchange folders.");
        using var end = new CancellationTokenSource();
        var missing = Task.Run(() =>
        {
            var times = 0;
            while (!end.IsCancellationRequested) times += Directory.Exists(folder["target"]) ? 0 : 1;
            return times;
        });
        for (var i = 1; i <= 300; i++) Write($"{i}");
        await end.CancelAsync();
        Assert.Equal(0, await missing);
    }

    [Fact]
    public void A_link_to_a_folder_stays_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right of their own.");
        Directory.CreateDirectory(folder["real", "old"]);
        Directory.CreateSymbolicLink(folder["target"], "real");
        Write("new");
        Assert.Equal("real", new DirectoryInfo(folder["target"]).LinkTarget);
        Assert.Equal(["new"], Entries("real"));
    }

    public void Dispose() => folder.Dispose();

    private void Write(string name) => AtomicFolder.Write(folder["target"], path => File.WriteAllText(Path.Combine(path, name), ""));

    private string?[] Entries(string name) => [.. Directory.EnumerateFileSystemEntries(folder[name]).Select(Path.GetFileName)];

    private bool CanExchange()
    {
        Directory.CreateDirectory(folder["a"]);
        Directory.CreateDirectory(folder["b"]);
        var can = FolderExchange.Try(folder["a"], folder["b"]);
        Directory.Delete(folder["a"]);
        Directory.Delete(folder["b"]);
        return can;
    }
}
