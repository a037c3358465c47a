using Hourglass.Persistence;

namespace Hourglass.Tests.Persistence;

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
    public void What_a_process_that_was_ended_has_left_goes_and_what_others_write_stays()
    {
        const int Nobody = int.MaxValue;
        foreach (var name in new[] { $"target.{Nobody}.tmp", "target.1.tmp", "target.notes.tmp", $"other.{Nobody}.tmp" }) Directory.CreateDirectory(folder[name, "run"]);
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
        Assert.Contains("holds 'notes.txt' already", Assert.Throws<HourglassException>(() => AtomicFolder.RequireFree(folder["target"], "report.html")).Message, StringComparison.Ordinal);
        Assert.Contains("is a file", Assert.Throws<HourglassException>(() => AtomicFolder.RequireFree(folder["target", "notes.txt"])).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private void Write(string name) => AtomicFolder.Write(folder["target"], path => File.WriteAllText(Path.Combine(path, name), ""));

    private string?[] Entries(string name) => [.. Directory.EnumerateFileSystemEntries(folder[name]).Select(Path.GetFileName)];
}
