using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Hourglass.Tests.Cli;

/// <summary>Runs the command-line tool as a process, in a folder of the test.</summary>
internal static class CommandLine
{
    /// <summary>The program that <c>reproduce</c> stands for.</summary>
    public const string Figures = "Hourglass.Figures.dll";

    private const string Tool = "Hourglass.Cli.dll";

    // For what never ends: a busy machine may take a minute for what takes a second.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs the tool, or another program, to its end; <paramref name="line"/> is split at blanks.</summary>
    public static Task<Finished> Run(TemporaryFolder folder, string line, string program = Tool) =>
        Execute(folder, "dotnet", [Built(program), .. line.Split(' ')], watch: null);

    /// <summary>Runs the tool with an environment variable, NAME=VALUE.</summary>
    public static Task<Finished> RunWith(TemporaryFolder folder, string variable, string line) =>
        Execute(folder, "env", [variable, "dotnet", Built(Tool), .. line.Split(' ')], watch: null);

    /// <summary>Runs the tool, fails unless it succeeds, and gives what it said.</summary>
    public static async Task<Finished> Succeed(TemporaryFolder folder, string line, string program = Tool)
    {
        var finished = await Run(folder, line, program);
        Assert.True(finished.Status == 0, $"{line}: {finished.Said}");
        return finished;
    }

    /// <summary>
    /// Runs the tool with <c>--json</c>, checks that it fails with one sentence and no stack trace and that its result has the same error, for wrong usage
    /// with fields, and gives the sentence.
    /// </summary>
    public static async Task<string> Fail(TemporaryFolder folder, string line, int status = 1, string program = Tool)
    {
        var finished = await Run(folder, $"{line} --json", program);
        var told = finished.Error.Split('\n').Where(said => said.StartsWith("hourglass: ", StringComparison.Ordinal));
        var sentence = Sentence(finished with { Error = finished.Error.Contains("   at ", StringComparison.Ordinal) ? finished.Error : string.Join('\n', told) },
            status);
        var result = finished.Result;
        Assert.Equal(status, result["exit_status"]!.GetValue<int>());
        Assert.Equal(sentence["hourglass: ".Length..], result["error"]!["message"]!.GetValue<string>());
        Assert.Equal(status == 2 ? "usage" : "failure", result["error"]!["kind"]!.GetValue<string>());
        if (status == 2) RequireFields(result["error"]!.AsObject());
        return sentence;
    }

    /// <summary>Checks that an error says what it is about, and what was found or is allowed; and so does each of several.</summary>
    private static void RequireFields(JsonObject error)
    {
        Assert.True(error["what"] is not null, $"No 'what': {error}");
        Assert.True((error["got"] ?? error["allowed"]) is not null, $"Neither 'got' nor 'allowed': {error}");
        foreach (var violation in error["violations"]?.AsArray() ?? []) RequireFields(violation!.AsObject());
    }

    /// <summary>Runs the tool so that no file it writes can pass <paramref name="kibibytes"/>: writing fails as on a full disk.</summary>
    public static Task<Finished> RunCramped(TemporaryFolder folder, int kibibytes, string line) =>
        // The limit holds for the memory files of the just-in-time compiler too, so it must do without.
        Execute(folder, "bash", ["-c", $"ulimit -f {kibibytes}; export DOTNET_EnableWriteXorExecute=0; " +
            "exec dotnet \"$@\"", "bash", Built(Tool), .. line.Split(' ')], watch: null);

    /// <summary>
    /// Runs the tool, does something else as soon as a line that starts with <paramref name="start"/> appears, and then kills it; with an environment
    /// variable, NAME=VALUE.
    /// </summary>
    public static Task<Finished> RunAndKill(TemporaryFolder folder, string start, Func<Task> meanwhile, string variable, string line)
    {
        var met = false;
        return Execute(folder, "env", [variable, "dotnet", Built(Tool), .. line.Split(' ')], async (process, said) =>
        {
            if (met || !said.StartsWith(start, StringComparison.Ordinal)) return;
            met = true;
            await meanwhile();
            process.Kill();
        });
    }

    /// <summary>
    /// Runs the tool and sends it a signal as soon as a line that starts with <paramref name="start"/> appears, with <c>--json</c> on standard error.
    /// </summary>
    public static Task<Finished> RunAndSignal(TemporaryFolder folder, string signal, string start, string line, bool isToldByError = false)
    {
        var sent = false;
        // A test run in the background of a shell ignores SIGINT and would hand that down.
        return Execute(folder, "env", [$"--default-signal={signal}", "dotnet", Built(Tool), .. line.Split(' ')], async (process, said) =>
        {
            if (sent || !said.StartsWith(start, StringComparison.Ordinal)) return;
            sent = true;
            using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString()]);
            await kill.WaitForExitAsync();
        }, isToldByError);
    }

    /// <summary>Runs the tool and sends it a signal as soon as it has begun to write a file into the test's folder.</summary>
    public static Task<Finished> RunAndSignalWhileWriting(TemporaryFolder folder, string signal, string line) =>
        Execute(folder, "env", [$"--default-signal={signal}", "dotnet", Built(Tool), .. line.Split(' ')], watch: null, beside: async process =>
        {
            while (!process.HasExited && !Directory.EnumerateFileSystemEntries(folder.Root, "*.tmp").Any())
                await Task.Delay(20, TestContext.Current.CancellationToken);
            using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString()]);
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        });

    /// <summary>Checks that a process failed with one sentence and no stack trace, and gives that sentence.</summary>
    public static string Sentence(Finished finished, int status)
    {
        Assert.True(finished.Status == status, finished.Said);
        var line = Assert.Single(finished.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("hourglass: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", finished.Error, StringComparison.Ordinal);
        return line;
    }

    private static string Built(string program) => Path.Combine(AppContext.BaseDirectory, program);

    private static async Task<Finished> Execute(TemporaryFolder folder, string program, IEnumerable<string> arguments, Func<Process, string, Task>? watch,
        bool isErrorWatched = false, Func<Process, Task>? beside = null)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder.Root,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        // Instrumented code only pays in processes that live longer.
        process.StartInfo.Environment["DOTNET_TieredPGO"] = "0";
        process.Start();
        var aside = beside?.Invoke(process) ?? Task.CompletedTask;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var (watched, other) = isErrorWatched ? (process.StandardError, process.StandardOutput) : (process.StandardOutput, process.StandardError);
            var rest = other.ReadToEndAsync(limit.Token);
            var said = new System.Text.StringBuilder();
            while (await watched.ReadLineAsync(limit.Token) is { } line)
            {
                said.Append(line).Append('\n');
                if (watch is not null) await watch(process, line);
            }

            await process.WaitForExitAsync(limit.Token);
            await aside;
            return isErrorWatched
                ? new Finished(process.ExitCode, await rest, said.ToString())
                : new Finished(process.ExitCode, said.ToString(), await rest);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
