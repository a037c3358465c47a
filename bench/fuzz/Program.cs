using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Hourglass.Fuzz;
using Hourglass.Tests.Fuzzing;

var seconds = new Option<double>("--seconds") { Description = "how long to go on, over all readers", DefaultValueFactory = _ => 60 };
var seed = new Option<int>("--seed") { Description = "another seed gives other damage", DefaultValueFactory = _ => 1 };
var target = new Option<string?>("--target") { Description = "only this reader" };
target.AcceptOnlyFromAmong([.. FuzzTargets.All.Select(one => one.Name)]);
var from = new Option<int>("--from") { Description = "the number of the first case; with --cases 1 it makes one case again" };
var cases = new Option<int>("--cases") { Description = "at most so many cases for each reader", DefaultValueFactory = _ => int.MaxValue };
var hang = new Option<double>("--hang") { Description = "seconds after which one file counts as never ending", DefaultValueFactory = _ => 60 };
var command = new RootCommand("Feeds damaged files to every reader: each is to be read, or refused in a sentence, without taking memory by what it claims. " +
    "Status 1 where one was not.") { seconds, seed, target, from, cases, hang };
command.SetAction(parsed =>
{
    FuzzTarget[] targets = [.. FuzzTargets.All.Where(one => parsed.GetValue(target) is not { } only || one.Name == only)];
    var share = TimeSpan.FromSeconds(parsed.GetValue(seconds) / targets.Length);
    using var watch = new HangWatch(TimeSpan.FromSeconds(parsed.GetValue(hang)));
    Console.WriteLine("| reader | files | read | refused | faults | heap at most | resident at most | slowest |\n|---|---|---|---|---|---|---|---|");
    var faults = targets.Select(one => Run(one, share, parsed.GetValue(seed), parsed.GetValue(from), parsed.GetValue(cases),
        watch)).SelectMany(report => report.Faults).ToList();

    // One of a kind is enough to mend it.
    foreach (var kind in faults.GroupBy(fault => (fault.Target, fault.What.Split(" for a file")[0]))) Console.WriteLine($"{kind.Count()} x {kind.First()}");
    return faults.Count == 0 ? 0 : 1;
});
return command.Parse(args).Invoke();

static FuzzReport Run(FuzzTarget target, TimeSpan share, int seed, int from, int cases, HangWatch watch)
{
    var folder = Directory.CreateTempSubdirectory("hourglass-fuzz-").FullName;
    try
    {
        var start = Stopwatch.GetTimestamp();
        var report = Fuzzer.Run(target, folder, seed, from, i => i < cases
            && Stopwatch.GetElapsedTime(start) < share, index => watch.Start($"{target}, seed {seed}, case {index}"));
        watch.Stop();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {target} | {report.Cases} | {report.Accepted} | {report.Refused} | {report.Faults.Count} | {report.MostAllocated / 1048576.0:0.0} MiB | " +
                $"{report.MostResident / 1048576.0:0.0} MiB | {report.Slowest.TotalMilliseconds:0} ms |"));
        return report;
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}
