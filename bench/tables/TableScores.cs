using System.Diagnostics;
using Hourglass.Data;
using Hourglass.Evaluation;

namespace Hourglass.TableBench;

/// <summary>The figures of makers of rows on one table.</summary>
/// <param name="Real">All rows.</param>
/// <param name="Label">The column that made rows teach to predict; null for none.</param>
internal sealed record TableScores(Table Real, string? Label)
{
    // Neither the tools that are compared with nor the reference figures use more.
    private const int MostRowsToFill = 6000;
    private const double ShareOfHoles = 0.2;

    /// <summary>The names of the figures, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["shape_fidelity", "pair_fidelity", "two_sample_auc", "label_auc_made", "label_auc_real", "copy_share",
            "held_out_copy_share", "nearer_training_share", "seconds"];

    /// <summary>
    /// Shapes, pairs and the two-sample test for rows made from all rows; copies and near rows for those made from one half, beside the other half; the
    /// label of the last fifth for those made from the rows before it.
    /// </summary>
    public Dictionary<string, double> Of(Func<Table, int, Table> make, int seed)
    {
        Dictionary<string, double> found = new(StringComparer.Ordinal);
        var watch = Stopwatch.StartNew();
        var made = make(Real, seed);
        found["seconds"] = watch.Elapsed.TotalSeconds;
        Add(TableFidelity.Of(Real, null, made, new TableFidelityOptions { CopyRows = 0, Seed = (ulong)seed }));
        var order = Enumerable.Range(0, Real.Count).ToArray();
        new Random(seed).Shuffle(order);
        var (half, other) = (Real.Select(order[..(Real.Count / 2)]), Real.Select(order[(Real.Count / 2)..]));
        var options = new TableFidelityOptions { TreeRows = 0, Seed = (ulong)seed };
        Add(TableFidelity.Of(half, other, make(half, seed), options), "copy_share", "held_out_copy_share", "nearer_training_share");
        if (Label is not null)
        {
            var last = Real.Count * 4 / 5;
            var (first, end) = (Real.Select([.. Enumerable.Range(0, last)]), Real.Select([.. Enumerable.Range(last, Real.Count - last)]));
            var labelled = new TableFidelityOptions { Label = Label, CopyRows = 0, Seed = (ulong)seed };
            Add(TableFidelity.Of(first, end, make(first, seed), labelled), "label_auc_made", "label_auc_real");
        }

        return found;

        void Add(TableFidelity figures, params string[] only)
        {
            foreach (var metric in figures.Metrics.Where(metric => only.Length == 0 || only.Contains(metric.Name, StringComparer.Ordinal)))
                found[metric.Name] = metric.Value;
        }
    }

    /// <summary>
    /// The mean over columns of the error of filled cells relative to that of the mean or the most frequent level, where a fifth of the cells was emptied.
    /// </summary>
    public double Filling(int seed)
    {
        var rows = Real.Count <= MostRowsToFill ? Real : Real.Select([.. Enumerable.Range(0, MostRowsToFill)]);
        var holes = Holes.In(rows, ShareOfHoles, seed);
        return ImputationFidelity.Of(rows, holes, TrainedModel.Filled(holes, seed)).Relative ?? double.NaN;
    }
}
