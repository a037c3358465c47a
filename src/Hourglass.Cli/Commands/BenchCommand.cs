using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Hourglass.Cli.Bench;
using Hourglass.Data;
using Hourglass.Kernels.Gemm;
using Hourglass.Kernels.Threading;
using Hourglass.Persistence;
using static TorchSharp.torch;

namespace Hourglass.Cli.Commands;

/// <summary><c>bench</c>: how fast the engines train and infer here, side by side with others.</summary>
internal static class BenchCommand
{
    private const string LinuxProcessors = "/proc/cpuinfo";
    private const int QuickPictures = 2048;
    private static readonly string[] Sections = ["training", "inference", "threads", "process", "growth"];

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "How often each is timed; one after the other in each round.", DefaultValueFactory = _ => 5 };
        var seconds = new Option<double>("--seconds") { Description = "About how long each time, after warming up.", DefaultValueFactory = _ => 1 };
        var quick = new Option<bool>("--quick") { Description = "One short round and fewer sizes, to try it out; the figures mean little." };
        var only = new Option<string[]>("--only") { Description = $"These sections alone: {string.Join(" | ", Sections)}.", HelpName = "SECTION", AllowMultipleArgumentsPerToken = true };
        var write = new Option<string?>("--write") { Description = "Also write the tables to this Markdown file.", HelpName = "FILE" };
        var child = new Option<string?>("--child") { Hidden = true };
        var command = new DocumentedCommand("bench", "Times training and inference beside a plain TorchSharp loop and ONNX Runtime, as ratios. The machine should have nothing else to do.", """
            Examples:
              hourglass bench
              hourglass bench --quick
              hourglass bench --only training threads --rounds 9
              hourglass bench --write bench/RESULTS.md
            """)
        { rounds, seconds, quick, only, write, child };
        Invocation.SetAction(command, invocation =>
        {
            if (invocation.Get(rounds) < 1) throw new UsageException($"rounds is {invocation.Get(rounds)}; give 1 or more.");
            if (!(invocation.Get(seconds) > 0)) throw new UsageException($"seconds is {invocation.Get(seconds)}; give a number above 0, such as 1.");
            string[] asked = invocation.Get(only) is { Length: > 0 } some ? some : Sections;
            if (asked.Except(Sections, StringComparer.Ordinal).FirstOrDefault() is { } unknown) throw new UsageException($"There is no section '{unknown}'; use {string.Join(", ", Sections)}.");
            var settings = new BenchSettings(invocation.Get(quick) ? 1 : invocation.Get(rounds), invocation.Get(quick) ? 0.2 : invocation.Get(seconds), invocation.Get(quick), invocation.Cancellation);
            invocation.StartEngine();
            if (invocation.Get(child) is not { } task) return Run(invocation.Output, settings, asked, invocation.Get(write));
            ChildTask.Run(task, settings);
            return 0;
        });
        return command;
    }

    private static int Run(Output output, BenchSettings settings, string[] asked, string? file)
    {
        var (limit, trip, threads) = Machine();
        string[] header =
        [
            $"{Processor()}, {Environment.ProcessorCount} processors, {threads} threads, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, libtorch by TorchSharp {typeof(Tensor).Assembly.GetName().Version}, kernels {TileVariants.Current.Name}",
            $"limit {limit / 1e9:F0} GFLOP/s (multiply-add in registers, measured), cache line there and back {trip:F0} ns",
            $"{settings.Rounds} rounds of {settings.Seconds} s, {DateTime.UtcNow:yyyy-MM-dd}",
        ];
        foreach (var line in header) output.Say(line);
        List<BenchTable> tables = [];
        foreach (var table in Tables(settings, asked, limit))
        {
            table.Show(output);
            tables.Add(table);
        }

        if (file is not null)
        {
            AtomicFile.WriteText(file, Page(header, tables));
            output.Say($"written to {file}");
        }

        output.Result(new JsonObject
        {
            ["limit_flops"] = limit,
            ["round_trip_ns"] = trip,
            ["kernels"] = TileVariants.Current.Name,
            ["threads"] = threads,
            ["tables"] = new JsonArray([.. tables.Select(table => table.ToJson())]),
        });
        return 0;
    }

    private static IEnumerable<BenchTable> Tables(BenchSettings settings, string[] asked, double limit)
    {
        var train = Mnist.Load().Train;
        var training = new TrainingSection(train, settings, limit);
        if (asked.Contains("training", StringComparer.Ordinal)) yield return training.Run();
        if (asked.Contains("inference", StringComparer.Ordinal)) yield return new InferenceSection(settings.Quick ? train.First(QuickPictures) : train, settings).Run();
        if (asked.Contains("threads", StringComparer.Ordinal)) yield return training.Threads();
        var processes = new ProcessSection(settings);
        if (asked.Contains("process", StringComparer.Ordinal)) yield return processes.Run();
        if (!asked.Contains("growth", StringComparer.Ordinal)) yield break;
        foreach (var table in new GrowthSection(train, settings).Run()) yield return table;
        yield return processes.Examples();
    }

    private static (double Limit, double RoundTrip, int Threads) Machine()
    {
        using var team = new WorkerTeam(get_num_threads());
        return (PeakRate.Measure(team), RoundTrip.Nanoseconds(), team.Workers);
    }

    private static string Processor()
    {
        var model = File.Exists(LinuxProcessors) ? File.ReadLines(LinuxProcessors).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return model is null ? $"{RuntimeInformation.ProcessArchitecture}" : model[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string Page(string[] header, List<BenchTable> tables)
    {
        var page = new StringBuilder("# Speed and memory\n\nWritten by `./hourglass bench --write bench/RESULTS.md`. Ratios are medians of rounds in which everything is timed in turns, with the least and the largest.\n\n");
        foreach (var line in header) page.Append("- ").Append(line).Append('\n');
        foreach (var table in tables) table.AppendTo(page);
        return page.ToString();
    }
}
