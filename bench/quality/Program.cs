using System.CommandLine;
using System.Runtime.InteropServices;
using Hourglass;
using Hourglass.Files;
using Hourglass.Pages;
using Hourglass.Quality;

const string Results = "bench/quality/RESULTS.md";
const string Runs = "runs/quality";
const string Models = "bench/quality/MODELS.md";
const string ModelRuns = "runs/models";

var ids = new Argument<string[]>("ROW") { Description = $"Rows to train: {string.Join(", ", Rows.All.Select(row => row.Id))}; all when none is named.", Arity = ArgumentArity.ZeroOrMore };
var seeds = new Option<string>("--seeds") { Description = "Seeds of each row, with commas between.", DefaultValueFactory = _ => "1,2,3" };
var jobs = new Option<int>("--jobs") { Description = "Trainings at once; they share the cores.", DefaultValueFactory = _ => 1 };
var table = new Option<bool>("--table") { Description = "Train nothing; evaluate what is trained and print the table." };
var catalog = new Option<bool>("--catalog") { Description = $"Instead of these rows train every model of the catalog (or those named) with its defaults, into {ModelRuns}." };
var write = new Option<bool>("--write") { Description = $"Write the table over {Results}, that of the catalog over {Models}, too." };
var root = new RootCommand($"Trains the models of the quality table into {Runs}, holds the worst seed of each against its bar and prints the table. What is finished is not trained again, and what was interrupted goes on.")
{ ids, seeds, jobs, table, catalog, write };
root.SetAction(async (parsed, _) =>
{
    try
    {
        var count = parsed.GetValue(jobs);
        if (count < 1) throw new UsageException($"--jobs is {count}; give 1 or more.");
        var whole = parsed.GetValue(catalog);
        var rows = whole ? ModelRows.All : Rows.All;
        var trained = Rows.Find(rows, parsed.GetValue(ids) ?? []).Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        if (parsed.GetValue(table)) trained.Clear();
        return await Run(new Benchmark(rows, SeedList.Parse(parsed.GetValue(seeds)!), count, trained, whole ? ModelRuns : Runs), whole, parsed.GetValue(write));
    }
    catch (Exception e) when (e is UsageException or HourglassException)
    {
        Console.Error.WriteLine($"quality: {e.Message}");
        return e is UsageException ? 2 : 1;
    }
});
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

static async Task<int> Run(Benchmark benchmark, bool catalog, bool write)
{
    var tool = new CommandLineTool(Math.Max(1, Environment.ProcessorCount / benchmark.Jobs));
    using var stop = new CancellationTokenSource();
    // Ctrl-C reaches the commands by itself; a terminate signal is for this process alone and has to be passed on. The second one of either ends it.
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
    {
        context.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    });
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
    {
        context.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
        tool.Terminate();
    });
    var results = await benchmark.RunAsync(tool, stop.Token);
    if (stop.IsCancellationRequested) throw new HourglassException("The benchmark was stopped, and no table was made; the same command goes on with it.");
    var page = catalog
        ? ModelsPage.Write(results, Machine.Describe())
        : ResultsPage.Write(benchmark.Rows, benchmark.Seeds, results, Machine.Describe());
    if (write) AtomicFile.WriteText(catalog ? Models : Results, page);
    Console.Write(page);
    foreach (var failure in benchmark.Failures) Console.Error.WriteLine($"quality: {failure}");
    return benchmark.Failures.Count > 0 ? 1 : 0;
}
