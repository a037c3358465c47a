using System.Text;
using Hourglass.Cli;

namespace Hourglass.Tests.Cli;

/// <summary>Commands that are programs in bench, built from the sources.</summary>
public sealed class SourceProgramTests
{
    private const UnixFileMode Runnable = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    [Theory]
    [InlineData("bench", "speed")]
    [InlineData("reproduce", "figures")]
    public async Task A_program_needs_the_sources_and_says_so(string command, string sources)
    {
        using var folder = new TemporaryFolder();
        var sentence = await CommandLine.Fail(folder, command);
        Assert.Contains($"{command} is built from the sources of the repository, but '{Path.Combine(folder.Root, "bench", sources, "run")}' does not exist",
            sentence, StringComparison.Ordinal);
        Assert.True(File.Exists(new SourceProgram(command, sources).Script(Docs.Repository.Root)));
    }

    [Fact]
    public async Task A_program_gets_the_arguments_and_gives_its_words_and_its_exit_status()
    {
        using var folder = new TemporaryFolder();
        Script(folder, "printf '<%s>' \"$@\"; printf '\\n'; echo \"$HOURGLASS_TOOL\" >&2; exit 7");
        var finished = await CommandLine.Run(folder, "--json reproduce pca-30 --budget paper");
        Assert.Equal((7, "<reproduce><--json><pca-30><--budget><paper>\n"), (finished.Status, finished.Out));
        Assert.EndsWith("Hourglass.Cli.dll\n", finished.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_program_gets_the_signals_that_the_tool_is_sent(string signal)
    {
        using var folder = new TemporaryFolder();
        Script(folder, $"sleep 300 >/dev/null 2>&1 & trap 'kill $!; echo stopped; exit 3' {signal}; echo ready; wait");
        var finished = await CommandLine.RunAndSignal(folder, signal, "ready", "reproduce");
        Assert.Equal((3, "ready\nstopped\n"), (finished.Status, finished.Out));
    }

    [Fact]
    public async Task A_program_that_cannot_be_started_is_named()
    {
        using var folder = new TemporaryFolder();
        Script(folder, "exit 0", UnixFileMode.UserRead);
        Assert.Contains("cannot be started (Permission denied)", await CommandLine.Fail(folder, "reproduce"), StringComparison.Ordinal);
    }

    private static void Script(TemporaryFolder folder, string text, UnixFileMode mode = Runnable)
    {
        var script = folder.Write(Path.Combine("bench", "figures", "run"), Encoding.UTF8.GetBytes($"#!/usr/bin/env bash\n{text}\n"));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, mode);
    }
}
