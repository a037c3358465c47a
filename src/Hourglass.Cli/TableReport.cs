using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Reports;
using Hourglass.Runs;
using Hourglass.Tables;

namespace Hourglass.Cli;

/// <summary>Collects the parts of a report on a model of a table.</summary>
/// <param name="Run">The run.</param>
/// <param name="Data">Its data.</param>
/// <param name="Made">Made rows beside the training rows.</param>
/// <param name="Report">Receives the progress; may be null.</param>
/// <param name="Cancellation">Stops the work.</param>
internal sealed record TableReport(Run Run, Dataset Data, MadeRows Made, Action<RowsDone>? Report, CancellationToken Cancellation)
{
    private const ulong Seed = 7;
    private const int MostMade = 20_000;

    // Points times colourings: each colouring is drawn on its own.
    private const int MostPoints = 4000;
    private const int LeastPoints = 1200;
    private const int MostDrawn = 80_000;
    private const int MostFilled = 2000;
    private const double Emptied = 0.2;
    private const int ShownRows = 8;
    private const int MostSearched = 50_000;

    private readonly TableModel model = new(Run.Model);

    /// <summary>Makes rows and compares them.</summary>
    public static TableReport Of(Run run, Dataset data, Action<RowsDone>? report, CancellationToken cancellation) =>
        new(run, data, MadeRows.Of(run, data, Math.Min(data.Train.Count, MostMade), new TableFidelityOptions(), sampler: null, report, cancellation), report,
            cancellation);

    /// <summary>All sections, in reading order.</summary>
    public IEnumerable<ReportSection> Sections()
    {
        yield return Schema();
        yield return Map();
        yield return TableSections.Made(Made.Fidelity);
        yield return Columns();
        yield return TableSections.Associations(Made.Fidelity.RealAssociations, Made.Fidelity.MadeAssociations);
        if (Filled() is { } filled) yield return filled;
        if (Strangest() is { } strangest) yield return strangest;
        yield return TableSections.Qualities(model.Judge(Data.TableOf(Data.Test)!, Data.TableOf(Data.Train)!, Report, Cancellation));
    }

    /// <summary>The columns as they were read.</summary>
    public ReportSection Schema() => TableSections.Schema(model.Coding);

    /// <summary>The map of all rows, or of as many as can be drawn.</summary>
    public ReportSection Map()
    {
        var all = Data.Whole ?? Data.Test;
        var used = model.Schema.Columns.Count(column => column.IsUsed);
        var shown = all.Select(Spread(all.Count, Math.Clamp(MostDrawn / used, LeastPoints, MostPoints)));
        var rows = Data.TableOf(shown)!;
        return TableSections.Map(model.Encode(rows, Report, Cancellation), rows, Made.Fidelity.RealAssociations);
    }

    /// <summary>Distributions of columns.</summary>
    public ReportSection Columns() => TableSections.Columns(Made.Training, Made.Rows, Made.Fidelity.Marginal.OfColumns);

    /// <summary>Rows with filled cells; of a table without empty cells, test rows of which some were emptied. Null for a model that cannot fill.</summary>
    public ReportSection? Filled()
    {
        if (!model.CanImpute) return null;
        var test = Data.TableOf(Data.Test.Select(Spread(Data.Test.Count, MostFilled)))!;
        var holes = WithHoles(test);
        var refilled = model.Impute(holes, seed: Seed, report: Report, cancellation: Cancellation);
        var quality = ImputationFidelity.Of(test, holes, refilled.Best);
        var associations = Made.Fidelity.RealAssociations;
        var all = Data.TableOf(Data.Whole ?? Data.Test)!;
        var incomplete = Incomplete(all);
        if (incomplete.Length == 0) return TableSections.Filled(holes, refilled, quality, associations, truth: test);
        var given = all.Select(incomplete);
        return TableSections.Filled(given, model.Impute(given, seed: Seed, report: Report, cancellation: Cancellation), quality, associations,
            numbers: incomplete);
    }

    /// <summary>Made rows below rows that the model was not trained on.</summary>
    public ReportSection Beside()
    {
        var real = Data.TableOf(Data.Test)!.SelectColumns([.. Made.Rows.Schema.Columns.Select(column => column.Name)]);
        return TableSections.Beside(First(real, ShownRows), First(Made.Rows, ShownRows), Made.Fidelity.TwoSample?.Auc);
    }

    /// <summary>The rows that the model finds least likely; null for a model without likelihoods.</summary>
    public ReportSection? Strangest()
    {
        if (!model.CanImpute) return null;
        var all = Data.Whole ?? Data.Test;
        var searched = Spread(all.Count, MostSearched);
        return TableSections.Strangest(model, Data.TableOf(all.Select(searched))!, ShownRows, searched, Report, Cancellation);
    }

    /// <summary>Rows with empty cells in columns that the model decodes, from all over the table.</summary>
    private int[] Incomplete(Table all)
    {
        var empty = new bool[all.Count];
        foreach (var code in model.Coding.Columns)
        {
            var cells = all[code.Name].Read();
            for (var i = 0; i < cells.Length; i++) empty[i] |= double.IsNaN(cells[i]);
        }

        int[] rows = [.. Enumerable.Range(0, all.Count).Where(row => empty[row])];
        return Array.ConvertAll(Spread(rows.Length, MostFilled), i => rows[i]);
    }

    /// <summary>Positions from all over a table, which may be sorted.</summary>
    private static int[] Spread(int count, int most)
    {
        var chosen = Math.Min(count, most);
        return [.. Enumerable.Range(0, chosen).Select(i => (int)((long)i * count / chosen))];
    }

    private static Table First(Table rows, int count) => rows.Select([.. Enumerable.Range(0, Math.Min(rows.Count, count))]);

    /// <summary>The rows with a part of their cells emptied at random.</summary>
    private Table WithHoles(Table rows)
    {
        var random = new Random((int)Seed);
        var decoded = model.Coding.Columns.Select(code => code.Name).ToHashSet(StringComparer.Ordinal);
        return Table.Of(rows.Schema, [.. rows.Columns.Select(column => !column.Schema.IsUsed ? null : !decoded.Contains(column.Name) ? column.Read()
            : Array.ConvertAll(column.Read(), cell => random.NextDouble() < Emptied ? double.NaN : cell))]);
    }
}
