using System.Globalization;
using System.Text;
using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Pages;
using Hourglass.TableBench;

if (args.Length is not (1 or 2))
{
    Console.Error.WriteLine("Give a table and, optionally, the column to predict: dotnet run -c Release --project bench/tables -- patients.csv diagnosis");
    return 2;
}

// Shapes, pairs, the two-sample test and copies against all rows; the label on the last fifth of them; near rows after making from one half of them.
const int Seed = 1;
var real = Table.Open(args[0]);
var (label, last) = (args.ElementAtOrDefault(1), real.Count * 4 / 5);
var halves = Enumerable.Range(0, real.Count).ToArray();
new Random(Seed).Shuffle(halves);
var (half, other) = (real.Select(halves[..(real.Count / 2)]), real.Select(halves[(real.Count / 2)..]));
var (first, end) = (real.Select([.. Enumerable.Range(0, last)]), real.Select([.. Enumerable.Range(last, real.Count - last)]));
string[] names = ["shape_fidelity", "pair_fidelity", "two_sample_auc", "label_auc_made", "label_auc_real", "copy_share", "nearer_training_share"];
List<string[]> lines = [["maker", .. names]];
foreach (var (name, make) in new (string, Func<Table, int, Table>)[]
{
    ("real rows drawn again", Baselines.DrawnAgain), ("every column shuffled", Baselines.Shuffled), ("sequential decision trees", Baselines.SequentialTrees),
})
{
    var made = make(real, Seed);
    Dictionary<string, double> found = new(StringComparer.Ordinal);
    Add(TableFidelity.Of(real, null, made));
    Add(TableFidelity.Of(half, other, make(half, Seed), new TableFidelityOptions { TreeRows = 0 }), "nearer_training_share");
    if (label is not null) Add(TableFidelity.Of(first, end, made, new TableFidelityOptions { Label = label, CopyRows = 0 }), "label_auc_made", "label_auc_real");
    lines.Add([name, .. names.Select(each => found.TryGetValue(each, out var value) ? value.ToString("F3", CultureInfo.InvariantCulture) : MarkdownTable.Nothing)]);

    void Add(TableFidelity figures, params string[] only)
    {
        foreach (var metric in figures.Metrics.Where(metric => only.Length == 0 || only.Contains(metric.Name, StringComparer.Ordinal)))
            found[metric.Name] = metric.Value;
    }
}

var page = new StringBuilder();
MarkdownTable.Append(page, lines);
Console.Write(page);
return 0;
