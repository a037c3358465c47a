using System.Diagnostics;
using System.Text.Json;
using Hourglass.Files;

namespace Hourglass.Tests.Files;

public sealed class FileClaimTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => folder["claims", "run.lock"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_second_claim_is_refused_with_process_and_host_of_the_first()
    {
        using var first = Take();
        var refusal = Assert.Throws<HourglassException>(Take).Message;
        Assert.StartsWith($"Held: process {Environment.ProcessId} on host '{Environment.MachineName}' since ", refusal, StringComparison.Ordinal);
        Assert.Equal(Environment.ProcessId, FileClaim.HolderOf(File)!.Process);
    }

    [Fact]
    public void A_claim_that_is_let_go_of_leaves_no_file_and_can_be_taken_again()
    {
        Take().Dispose();
        Assert.Empty(Directory.EnumerateFiles(folder["claims"]));
        Assert.Null(FileClaim.HolderOf(File));
        Take().Dispose();
    }

    [Fact]
    public void What_a_dead_process_left_blocks_nobody()
    {
        Left(Environment.MachineName, Dead());
        Assert.Null(FileClaim.HolderOf(File));
        Take().Dispose();
    }

    [Fact]
    public void A_process_that_was_given_the_number_of_a_dead_one_blocks_nobody()
    {
        Left(Environment.MachineName, Environment.ProcessId, started: DateTime.UtcNow.AddYears(-1));
        Assert.Null(FileClaim.HolderOf(File));
        Take().Dispose();
    }

    [Fact]
    public void What_a_dead_process_of_another_machine_left_blocks_nobody_where_files_are_locked()
    {
        Left("another", 1);
        Assert.Null(FileClaim.HolderOf(File));
        Take().Dispose();
    }

    [Fact]
    public async Task A_claim_is_waited_for_as_long_as_is_asked()
    {
        var first = Take();
        var second = Task.Run(() => FileClaim.Take(File, cause => $"Held: {cause}", TimeSpan.FromMinutes(5)), TestContext.Current.CancellationToken);
        first.Dispose();
        using var taken = await second;
        Assert.Equal(Environment.ProcessId, FileClaim.HolderOf(File)!.Process);
    }

    [Fact]
    public void A_process_of_another_machine_holds_what_is_locked()
    {
        using var held = Take();
        Left("another", 1);
        Assert.Equal("another", FileClaim.HolderOf(File)!.Host);
        Assert.Contains("process 1 on host 'another'", Assert.Throws<HourglassException>(Take).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    public void A_damaged_file_blocks_nobody(string content)
    {
        folder.Write(Path.Combine("claims", "run.lock.holder"), System.Text.Encoding.UTF8.GetBytes(content));
        Take().Dispose();
    }

    private FileClaim Take() => FileClaim.Take(File, cause => $"Held: {cause}");

    private void Left(string host, int process, DateTime? started = null) =>
        folder.Write(Path.Combine("claims", "run.lock.holder"),
            JsonSerializer.SerializeToUtf8Bytes(new ClaimHolder(host, process, started ?? DateTime.UtcNow, DateTime.UtcNow, "left"), Json.Line));

    /// <summary>The number of a process that has ended.</summary>
    private static int Dead()
    {
        using var process = Process.Start("true");
        process.WaitForExit();
        return process.Id;
    }
}
