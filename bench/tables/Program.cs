using System.Globalization;
using System.Text;
using Hourglass.Data;
using Hourglass.Pages;
using Hourglass.TableBench;

List<string> files = [];
var (seeds, output) = (1, (string?)null);
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--seeds" && i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out seeds) && seeds > 0) i++;
    else if (args[i] == "--write" && i + 1 < args.Length) output = args[++i];
    else if (!args[i].StartsWith('-')) files.Add(args[i]);
    else return Refused();
}

if (files.Count == 0) return Refused();
var page = new StringBuilder($"""
    # Tables: how real made rows look, and how well empty cells are filled

    `dotnet run -c Release --project bench/tables -- {string.Join(' ', args.Select(arg => arg.StartsWith('-') ? arg : Path.GetFileName(arg)))}`

    {Machine.Describe()}; seeds 1 to {seeds}, means. The figures are explained in [docs/measures.md](../docs/measures.md#rows-of-tables). `hourglass` is
    `train --model vae` and `generate` with nothing else said. The label is predicted by boosted trees on the last fifth of
    the rows, for a maker that saw those before it; copies and near rows are those of a maker that saw one half of the rows; `seconds` are for training on all rows
    and making as many. Cells are filled by `train --model vae --set test_share=0.01` and `impute`. An AUC below 0.5 is no better than 0.5: it shows values copied
    cell by cell.

    """).Append('\n');
foreach (var argument in files)
{
    var (file, label) = Named(argument);
    var scores = new TableScores(Table.Open(file), label);
    page.Append(CultureInfo.InvariantCulture, $"## {Path.GetFileNameWithoutExtension(file)} ");
    page.Append(CultureInfo.InvariantCulture, $"({scores.Real.Count:N0} rows, {scores.Real.Schema.Columns.Count} columns)\n\n");
    List<string[]> lines = [["maker", .. TableScores.Names]];
    foreach (var (name, make) in new (string, Func<Table, int, Table>)[]
    {
        ("real rows drawn again", Baselines.DrawnAgain), ("every column shuffled", Baselines.Shuffled), ("sequential decision trees", Baselines.SequentialTrees),
        ("hourglass", TrainedModel.Make),
    })
    {
        var found = Enumerable.Range(1, seeds).Select(seed => scores.Of(make, seed)).ToList();
        lines.Add([name, .. TableScores.Names.Select(figure => Text(found.Where(one => one.ContainsKey(figure)).Select(one => one[figure])))]);
        Console.Error.WriteLine($"{file}, {name}: {string.Join(' ', lines[^1].Skip(1))}");
    }

    MarkdownTable.Append(page, lines);
    double[] filling = [.. Enumerable.Range(1, seeds).Select(scores.Filling)];
    var each = string.Join(", ", filling.Select(one => one.ToString("F3", CultureInfo.InvariantCulture)));
    page.Append("\nA fifth of the given cells emptied at random and filled (the first 6,000 rows): error relative to that of the mean or the most frequent ");
    page.Append(CultureInfo.InvariantCulture, $"level, mean over columns: **{filling.Average():F3}** ({each}).\n\n");
    Console.Error.WriteLine($"{file}, filled cells: {string.Join(' ', filling)}");
}

if (output is null) Console.Write(page);
else File.WriteAllText(output, page.ToString().TrimEnd('\n') + '\n');
return 0;

// A colon may be part of the name of a file, as after the letter of a drive.
static (string File, string? Label) Named(string argument) =>
    !File.Exists(argument) && argument.LastIndexOf(':') is > 0 and var colon ? (argument[..colon], argument[(colon + 1)..]) : (argument, null);

static string Text(IEnumerable<double> values) =>
    values.ToList() is { Count: > 0 } all ? all.Average() is var mean && mean >= 10 ? mean.ToString("F0", CultureInfo.InvariantCulture) : mean.ToString("F3", CultureInfo.InvariantCulture)
        : MarkdownTable.Nothing;

static int Refused()
{
    Console.Error.WriteLine("Give tables, each with the column to predict if there is one: " +
        "dotnet run -c Release --project bench/tables -- [--seeds N] [--write PAGE] patients.csv:diagnosis visits.csv");
    return 2;
}
