using System.Collections;
using System.Runtime.InteropServices;

namespace Hourglass.Cli;

/// <summary>A program in the repository's folder <c>bench</c> that a command stands for; it is built from the sources and takes this process's place.</summary>
/// <param name="command">The command's name.</param>
/// <param name="folder">The folder in <c>bench</c>.</param>
internal sealed partial class SourceProgram(string command, string folder)
{
    /// <summary>The variable that names this tool's built file, for the benchmark that measures how soon it works.</summary>
    public const string ToolVariable = "HOURGLASS_TOOL";

    /// <summary>The script that builds and runs the program.</summary>
    /// <param name="root">The folder of the repository.</param>
    /// <exception cref="HourglassException">It is not there.</exception>
    public string Script(string root)
    {
        var script = Path.GetFullPath(Path.Combine(root, "bench", folder, "run"));
        return File.Exists(script)
            ? script
            : throw new HourglassException($"{command} is built from the sources of the repository, but '{What(script)}' does {Got("not exist")}; " +
                $"run {Allowed($"'./hourglass {command}' in a complete clone")}.");
    }

    /// <summary>Turns this process into the program, so that signals, streams and the exit status are the program's own.</summary>
    /// <param name="arguments">What it is given.</param>
    /// <returns>Never.</returns>
    /// <exception cref="HourglassException">Its sources are not there, or it cannot be started.</exception>
    public int Run(IEnumerable<string> arguments)
    {
        var script = Script(RepositoryRoot.Find());
        if (OperatingSystem.IsWindows())
            throw new HourglassException($"{What(command)} is started by the bash script '{script}', which {Got("Windows")} cannot run; " +
                $"run it in {Allowed("WSL")}.");
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value,
            StringComparer.Ordinal);
        variables[ToolVariable] = typeof(SourceProgram).Assembly.Location;
        _ = Execute(script, [script, .. arguments, null], [.. variables.Select(pair => $"{pair.Key}={pair.Value}"), null]);
        throw new HourglassException($"'{What(script)}' cannot be started ({Got(Marshal.GetLastPInvokeErrorMessage())}); " +
            $"check that the file is executable and that bash is installed.");
    }

    /// <summary>Comes back only where it fails.</summary>
    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Execute(string path, string?[] arguments, string?[] environment);
}
