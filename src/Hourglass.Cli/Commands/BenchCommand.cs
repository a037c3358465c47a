using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Hourglass.Cli.Bench;
using Hourglass.Data;
using Hourglass.Kernels.Gemm;
using Hourglass.Kernels.Threading;
using Spectre.Console;
using static TorchSharp.torch;

namespace Hourglass.Cli.Commands;

/// <summary><c>bench</c>: how fast the engines train, side by side with the plain loop that the users of TorchSharp write.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "How often each is timed; one after the other in each round.", DefaultValueFactory = _ => 5 };
        var seconds = new Option<double>("--seconds") { Description = "About how long each time.", DefaultValueFactory = _ => 1 };
        var command = new DocumentedCommand("bench", "Times training by each engine and by a plain TorchSharp loop, as ratios. The machine should have nothing else to do.", """
            Examples:
              hourglass bench
              hourglass bench --rounds 9 --threads 1
            """)
        { rounds, seconds };
        Invocation.SetAction(command, invocation =>
        {
            if (invocation.Get(rounds) < 1) throw new UsageException($"rounds is {invocation.Get(rounds)}; give 1 or more.");
            if (!(invocation.Get(seconds) > 0)) throw new UsageException($"seconds is {invocation.Get(seconds)}; give a number above 0, such as 1.");
            invocation.StartEngine();
            return Run(invocation, new SpeedTest(Mnist.Load().Train, invocation.Get(rounds), invocation.Get(seconds)));
        });
        return command;
    }

    private static int Run(Invocation invocation, SpeedTest test)
    {
        var output = invocation.Output;
        using var team = new WorkerTeam(get_num_threads());
        var (limit, trip) = (PeakRate.Measure(team), RoundTrip.Nanoseconds());
        output.Say($"{Environment.ProcessorCount} processors, {team.Workers} threads, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, kernels {TileVariants.Current.Name}");
        output.Say($"limit {limit / 1e9:F0} GFLOP/s (multiply-add in registers, measured), cache line there and back {trip:F0} ns");
        var table = new Table().Border(TableBorder.Rounded).AddColumns("training step", "batch", "fused, examples/s", "of the limit", "fused / plain loop", "fused / torch", "torch / plain loop");
        var results = new JsonArray();
        foreach (var workload in Workload.All)
        {
            var result = test.Run(workload, invocation.Cancellation);
            var share = SpeedResult.Median(result.Fused) * result.FlopsPerExample / limit;
            var (plain, torch, gain) = (SpeedResult.Ratio(result.Fused, result.Eager), SpeedResult.Ratio(result.Fused, result.Torch), SpeedResult.Ratio(result.Torch, result.Eager));
            table.AddRow(workload.Name, $"{workload.Batch}", $"{SpeedResult.Median(result.Fused):N0}", $"{share:P0}", Text(plain), Text(torch), Text(gain));
            results.Add(new JsonObject
            {
                ["step"] = workload.Name,
                ["batch"] = workload.Batch,
                ["fused_examples_per_second"] = SpeedResult.Median(result.Fused),
                ["share_of_limit"] = share,
                ["fused_over_plain"] = plain.Median,
                ["fused_over_torch"] = torch.Median,
                ["torch_over_plain"] = gain.Median,
            });
        }

        output.Terminal.Write(table);
        output.Result(new JsonObject { ["limit_flops"] = limit, ["round_trip_ns"] = trip, ["kernels"] = TileVariants.Current.Name, ["threads"] = team.Workers, ["steps"] = results });
        return 0;
    }

    private static string Text((double Median, double Least, double Largest) ratio) => $"{ratio.Median:F2} ({ratio.Least:F2}-{ratio.Largest:F2})";
}
