using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hourglass.Cli;

/// <summary>The benchmark's program in the repository's folder <c>bench/speed</c>, as a process of its own.</summary>
internal static partial class BenchProgram
{
    /// <summary>The variable that names this tool's built file to the benchmark, which measures how soon it works.</summary>
    public const string ToolVariable = "HOURGLASS_TOOL";

    private const int SigTerm = 15;

    /// <summary>The script that builds and runs the benchmark.</summary>
    /// <param name="root">The folder of the repository.</param>
    /// <exception cref="HourglassException">It is not there.</exception>
    public static string Script(string root)
    {
        var script = Path.Combine(root, "bench", "speed", "run");
        return File.Exists(script) ? script : throw new HourglassException($"bench is built from the repository's sources, but '{script}' is not there; start it as './hourglass bench' in a whole copy of the repository.");
    }

    /// <summary>Runs the benchmark to its end, with this process's streams.</summary>
    /// <param name="arguments">What it is given.</param>
    /// <returns>Its exit status.</returns>
    /// <exception cref="HourglassException">Its sources are not there, or it cannot be started.</exception>
    public static int Run(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Script(RepositoryRoot.Find()), arguments) { UseShellExecute = false };
        start.Environment[ToolVariable] = typeof(BenchProgram).Assembly.Location;
        try
        {
            using var process = Process.Start(start)!;
            // Ctrl-C reaches both processes by itself; a terminate signal is for this one alone and has to be passed on.
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
            {
                context.Cancel = true;
                _ = Kill(process.Id, SigTerm);
            });
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (Win32Exception e)
        {
            throw new HourglassException($"'{start.FileName}' cannot be started ({e.Message}); see that the file may be executed and that bash is installed.", e);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
