using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Hourglass.Cli;
using Hourglass.Cli.Commands;
using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Kernels.Gemm;
using Hourglass.Kernels.Threading;
using static TorchSharp.torch;

namespace Hourglass.SpeedBench;

/// <summary>The sections that were asked for, one after the other.</summary>
/// <param name="settings">How long.</param>
/// <param name="sections">Some of <see cref="BenchRequest.AllSections"/>.</param>
/// <param name="command">The command line that asked for them; stands on the page.</param>
internal sealed class Benchmark(BenchSettings settings, IReadOnlyList<string> sections, string command)
{
    private const int QuickPictures = 2048;

    /// <summary>Measures, shows each table as soon as it is there, and writes all of them to <paramref name="file"/>.</summary>
    public void Run(Output output, string? file)
    {
        var (limit, trip, threads) = Machine();
        string[] header =
        [
            $"{Pages.Machine.Processor()}, {Environment.ProcessorCount} processors, {threads} threads, {RuntimeInformation.OSDescription}, " +
                $"{RuntimeInformation.FrameworkDescription}, libtorch by TorchSharp {typeof(Tensor).Assembly.GetName().Version}, " +
                $"kernels {TileVariants.Current.Name}",
            $"limit at its best {limit / 1e9:F0} GFLOP/s (multiply-add in registers, measured), cache line there and back {trip:F0} ns",
            $"{settings.Rounds} rounds of {settings.Seconds} s, {DateTime.UtcNow:yyyy-MM-dd}",
        ];
        foreach (var line in header) output.Say(line);
        List<BenchTable> tables = [];
        foreach (var table in Tables())
        {
            table.Show(output);
            tables.Add(table);

            // What was measured stays, should the rest be stopped.
            if (file is not null) AtomicFile.WriteText(file, Page(header, tables));
        }

        if (file is not null) output.Say($"written to {file}");

        output.Result(new JsonObject
        {
            ["limit_flops"] = limit,
            ["round_trip_ns"] = trip,
            ["kernels"] = TileVariants.Current.Name,
            ["threads"] = threads,
            ["tables"] = new JsonArray([.. tables.Select(table => table.ToJson())]),
        });
    }

    private IEnumerable<BenchTable> Tables()
    {
        var mnist = Mnist.Load();
        var train = mnist.Train;
        var training = new TrainingSection(train, settings);
        if (Asked("training")) yield return training.Run();
        if (Asked("inference")) yield return new InferenceSection(settings.Quick ? train.First(QuickPictures) : train, settings).Run();
        if (Asked("agreement")) yield return new AgreementSection(train, mnist.Test, settings).Run();
        if (Asked("threads")) yield return training.Threads();
        var processes = new ProcessSection(settings);
        if (Asked("process")) yield return processes.Run();
        if (!Asked("growth")) yield break;
        foreach (var table in new GrowthSection(train, settings).Run()) yield return table;
        yield return processes.Examples();
    }

    private bool Asked(string section) => sections.Contains(section, StringComparer.Ordinal);

    private static (double Limit, double RoundTrip, int Threads) Machine()
    {
        using var team = new WorkerTeam(get_num_threads());
        return (PeakRate.For(team.Workers).Best(team), RoundTrip.Nanoseconds(), team.Workers);
    }

    private string Page(string[] header, List<BenchTable> tables)
    {
        var page = new StringBuilder($"# Speed and memory\n\nWritten by `{command}`. Ratios are medians of rounds in which everything is timed in turns, " +
            "with the least and the largest.\n\n");
        foreach (var line in header) page.Append("- ").Append(line).Append('\n');
        foreach (var table in tables) table.AppendTo(page);
        return page.ToString();
    }
}
