using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hourglass.Quality;

/// <summary>Runs <c>./hourglass</c>, the tool as its users get it.</summary>
internal sealed partial class CommandLineTool(int threads)
{
    private const string Script = "./hourglass";
    private const int SigTerm = 15;
    private readonly ConcurrentDictionary<int, bool> running = new();

    /// <summary>Processor threads of each command.</summary>
    public int Threads => threads;

    /// <summary>The command as a person would type it.</summary>
    public static string Text(IEnumerable<string> arguments) => string.Join(' ', arguments.Prepend(Script).Select(Quoted));

    /// <summary>Runs a command to its end.</summary>
    /// <param name="arguments">Command and arguments, less <c>--threads</c> and <c>--json</c>.</param>
    /// <param name="log">The file that the command's words for people are appended to.</param>
    /// <returns>The numbers of its JSON by name.</returns>
    /// <exception cref="HourglassException">It cannot be started, fails, or ends without JSON.</exception>
    public async Task<IReadOnlyDictionary<string, double>> RunAsync(IReadOnlyList<string> arguments, string log)
    {
        var command = Text(arguments);
        var (status, output, lastWords) = await StartAsync([.. arguments, "--threads", $"{threads}", "--json"], log);
        if (status != 0) throw new HourglassException($"'{command}' failed with status {status}: {lastWords} Its messages are in '{log}'.");
        return JsonFigures.ReadLastLine(output, command);
    }

    /// <summary>Asks the commands under way to stop cleanly.</summary>
    public void Terminate()
    {
        foreach (var id in running.Keys) _ = Kill(id, SigTerm);
    }

    private async Task<(int Status, string Output, string LastWords)> StartAsync(IReadOnlyList<string> arguments, string log)
    {
        var start = new ProcessStartInfo(Script, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        await using var writer = File.AppendText(log);
        writer.AutoFlush = true;
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new HourglassException($"'{Script}' cannot be started ({e.Message}); start the benchmark by 'bench/quality/run'.", e);
        }

        running[process.Id] = true;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var lastWords = "";
            while (await process.StandardError.ReadLineAsync() is { } line)
            {
                await writer.WriteLineAsync(line);
                if (line.Length > 0) lastWords = line;
            }

            await process.WaitForExitAsync();
            return (process.ExitCode, await output, lastWords);
        }
        finally
        {
            running.TryRemove(process.Id, out _);
        }
    }

    private static string Quoted(string argument) => argument.AsSpan().ContainsAny("[]* '\"$") ? $"'{argument}'" : argument;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
