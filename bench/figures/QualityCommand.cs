using System.CommandLine;
using Hourglass.Cli;
using Hourglass.Cli.Commands;

namespace Hourglass.Figures;

/// <summary><c>quality</c>, which <c>bench/quality/run</c> starts: trains rows with several seeds and holds the worst of them against bars.</summary>
internal static class QualityCommand
{
    public static Command Create()
    {
        var ids = new Argument<string[]>("ROW") { Description = "Rows to train; all when none is named.", Arity = ArgumentArity.ZeroOrMore };
        var seeds = new Option<string>("--seeds") { Description = "Seeds of each row, with commas between.", DefaultValueFactory = _ => "1,2,3" };
        var table = new Option<bool>("--table") { Description = "Train nothing; print the table of what is trained." };
        var catalog = new Option<bool>("--catalog")
        {
            Description = "Instead of these rows train every model of the catalog (or those named) with its defaults.",
        };
        var write = new Option<bool>("--write")
        {
            Description = "Write the table over bench/quality/RESULTS.md, that of the catalog over bench/quality/MODELS.md, too.",
        };
        var output = CommonOptions.Out("The folder of the runs; runs/quality of the repository by default, runs/models for the catalog.", required: false);
        var command = new Command("quality",
            "Trains the models of the quality table, holds the worst seed of each against its bar and prints the table. What is finished is not trained " +
            "again, and what was interrupted goes on.")
        { ids, seeds, table, catalog, write, output };
        Invocation.SetAction(command, invocation => Run(
            invocation,
            invocation.Get(ids) ?? [],
            SeedList.Parse(invocation.Get(seeds)),
            invocation.Get(catalog),
            isTrained: !invocation.Get(table),
            isWritten: invocation.Get(write),
            invocation.Get(output)));
        return command;
    }

    private static int Run(Invocation invocation, IReadOnlyList<string> ids, IReadOnlyList<ulong> seeds, bool catalog, bool isTrained, bool isWritten,
        string? runs)
    {
        var root = RepositoryRoot.Find();
        var table = catalog ? FigureTable.Models(root) : FigureTable.Quality(root);
        IReadOnlyList<Row> all = catalog ? CatalogRows.All : [.. RowFiles.Load(table.Rows).Where(row => row.Repeats is null)];
        var chosen = RowFiles.Find(all, ids);
        IReadOnlyList<string> failures = [];
        if (isTrained)
        {
            // Seed by seed, so that the first figures of every row are there early. The table alone goes to standard output.
            var output = new Output(json: true, invocation.Output.Words);
            failures = new RowTraining(invocation, output, table,
                runs ?? table.Runs).Train([.. from seed in seeds from row in chosen select row.WithSeed(seed)], ReproduceBudget.Paper, (_, _) => { });
            if (invocation.IsStopping) throw new HourglassException($"No table was made. {string.Join(" ", failures)}");
        }

        if (isWritten) table.WritePage(Page);
        Console.Write(Page(table));
        return failures.Count == 0 ? 0 : throw new HourglassException(string.Join(" ", failures));

        string Page(FigureTable from) => catalog ? CatalogPage.Write(seeds, from.Result) : QualityPage.Write(all, seeds, from.Result);
    }
}
