using System.Globalization;
using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Tables;

namespace Hourglass.Reports;

/// <summary>The sections of a report on a model of a table, each with an explanation for learners.</summary>
public static class TableSections
{
    private const int MostAssociated = 80;
    private const int ShownDifferences = 6;
    private const double LeastDifference = 0.02;
    private const int ShownUnlike = 5;

    /// <summary>The columns of a table: kind, range or levels, missing cells, what is done with each and why, and doubts.</summary>
    public static ReportSection Schema(TableCoding coding)
    {
        ArgumentNullException.ThrowIfNull(coding);
        var (schema, codes) = (coding.Schema, coding.Columns.Concat(coding.Conditions).ToDictionary(code => code.Name, code => code.Description));
        var used = schema.Columns.Count(column => column.IsUsed);
        return new SchemaSection("The table",
            $"{schema.Columns.Count} columns as they were read, {(used == schema.Columns.Count ? "all" : $"{used}")} of them used. " +
            "A column that is left out keeps its place in made tables.", schema, codes);
    }

    /// <summary>A map of rows by their codes, which can be coloured by every used column.</summary>
    /// <param name="codes">[rows, latent].</param>
    /// <param name="rows">The rows.</param>
    /// <param name="associations">Associations of the columns, which choose the one that is shown first if there is no label; null for the first one.</param>
    public static ReportSection Map(float[,] codes, Table rows, AssociationMatrix? associations = null)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(rows);
        var (colourings, chosen) = ColumnColourings.Of(rows, associations);
        var map = CodeMap.Of(codes, labels: null, "rows", "");
        return new ColouredMapSection("Map",
            "Every point is a row at the position of its code, from which the model can restore the row. Rows with much in common lie " +
            "close together: choose a column to see where its values lie. Where its colours form regions, the code tells them apart.", map, colourings, chosen);
    }

    /// <summary>Figures of made rows beside what real rows reach.</summary>
    /// <param name="fidelity">The comparison of made rows with training rows.</param>
    public static ReportSection Made(TableFidelity fidelity)
    {
        ArgumentNullException.ThrowIfNull(fidelity);
        var (test, label, copies) = (fidelity.TwoSample, fidelity.Label, fidelity.Copies);
        (string Name, string Label, double? Value, double? Real)[] figures =
        [
            ("shape_fidelity", "columns", fidelity.Marginal.Shapes, 1), ("pair_fidelity", "pairs of columns", fidelity.Marginal.Pairs, 1),
            ("two_sample_auc", "can they be told from real ones?", test?.Auc, 0.5),
            ("label_auc_made", $"worth for predicting '{label?.Column}'", label?.Made.Auc, label?.Real.Auc),
            ("copy_share", "copies", copies?.CopyShare, copies?.HeldOutCopyShare),
                ("nearer_training_share", "nearer to training rows", copies?.NearerTrainingShare, 0.5),
            ("closest_distance_made", "closest training row", copies?.Made.Median, copies?.HeldOut?.Median),
        ];
        figures = [.. figures.Where(figure => figure.Value is not null)];
        return new MetricsSection("Made rows",
            "New rows drawn from the model, beside the rows that it was trained on. The classifier is the strictest judge: it sees " +
                "relations of any number of columns." +
                string.Concat(fidelity.Warnings.Select(warning => $" {warning}")),
            [.. figures.Select(figure => new MetricRow(figure.Name, Better.Neither, figure.Label, TableFidelity.Meaning(figure.Name)))],
            [
                new ModelColumn("real rows", [.. figures.Select(figure => figure.Real)], IsBaseline: true, "what made rows could reach"),
                new ModelColumn("made rows", [.. figures.Select(figure => figure.Value)]),
            ]);
    }

    /// <summary>The distribution of each column in real and made rows.</summary>
    /// <param name="real">Rows of the source.</param>
    /// <param name="made">Rows of a model of it, with the same columns.</param>
    /// <param name="shapes">How alike the distributions are; null for unknown.</param>
    /// <exception cref="UsageException">One of the tables has no rows.</exception>
    public static ReportSection Columns(Table real, Table made, IReadOnlyList<ColumnFidelity>? shapes = null)
    {
        ArgumentNullException.ThrowIfNull(real);
        ArgumentNullException.ThrowIfNull(made);
        if (real.Count == 0 || made.Count == 0)
            throw new UsageException($"There are {Got(real.Count)} {What("real rows")} and {made.Count} made ones; give {Allowed("at least one of each")}.");
        var alike = (shapes ?? []).ToDictionary(shape => shape.Column, shape => shape.Shape, StringComparer.Ordinal);
        ColumnMarginal[] columns = [.. made.Schema.Columns.Where(column => column.IsUsed)
            .Select(column => Marginals.Of(column, real[column.Name].Read(), made[column.Name].Read(), alike.GetValueOrDefault(column.Name)))];
        var unlike = alike.Where(pair => pair.Value is not null).OrderBy(pair => pair.Value).Take(ShownUnlike).ToArray();
        var note = unlike.Length < 2 * ShownUnlike && alike.Count < 2 * ShownUnlike ? ""
            : $"Least alike: {string.Join(", ", unlike.Select(pair => $"{pair.Key} ({NumberText.WithDecimals(pair.Value!.Value, 3)})"))}.";
        return new MarginalsSection("Column by column",
            $"How often each value occurs in {Number(real.Count)} real rows, on which the model was trained, and in " +
            $"{Number(made.Count)} rows that it made. The closer the line is to the area, the better; 1 is equal.", columns, note);
    }

    /// <summary>The associations of all pairs of columns in real and made rows.</summary>
    /// <param name="real">Those in real rows.</param>
    /// <param name="made">Those in made rows, of the same columns.</param>
    public static ReportSection Associations(AssociationMatrix real, AssociationMatrix made)
    {
        ArgumentNullException.ThrowIfNull(real);
        ArgumentNullException.ThrowIfNull(made);
        var count = real.Names.Count;
        int[] shown = [.. Enumerable.Range(0, count).OrderByDescending(i => real.Values[i].Sum(Math.Abs)).Take(MostAssociated).Order()];
        var pairs = from i in Enumerable.Range(0, count)
                    from j in Enumerable.Range(0, i)
                    let difference = Math.Abs(real.Values[i][j] - made.Values[i][j])
                    where difference >= LeastDifference
                    orderby difference descending
                    select new AssociationDifference(real.Names[j], real.Names[i], real.Values[i][j], made.Values[i][j]);
        return new AssociationsSection("Pair by pair",
            "How closely each pair of columns is related, 0 for not at all and 1 if one determines the other: the correlation of " +
            "numbers, the correlation ratio of levels and numbers, Cramér's V of levels. Real rows stand above the diagonal, made rows " +
                "below it: if the model has learnt " +
            "the relations, the picture is its own mirror image.", [.. shown.Select(i => real.Names[i])], Chosen(real), Chosen(made),
                [.. pairs.Take(ShownDifferences)],
            shown.Length < count ? $"The {shown.Length} columns with the strongest relations of {count}." : "");

        double[,] Chosen(AssociationMatrix matrix)
        {
            var values = new double[shown.Length, shown.Length];
            for (var i = 0; i < shown.Length; i++)
                for (var j = 0; j < shown.Length; j++) values[i, j] = matrix.Values[shown[i]][shown[j]];
            return values;
        }
    }

    /// <summary>Rows whose empty cells have been filled, with the uncertainty of each; null if no cell was filled.</summary>
    /// <param name="given">The rows.</param>
    /// <param name="filled">The same rows, filled.</param>
    /// <param name="quality">How well emptied cells of other rows were filled; null for unknown.</param>
    /// <param name="associations">Associations of the columns, by which columns are chosen if there are too many; null for the first ones.</param>
    /// <param name="numbers">The position of each row in the source, from 0; null for that in <paramref name="given"/>.</param>
    /// <param name="truth">The rows before cells were emptied, to be shown beside what they were filled with; null if they were empty.</param>
    public static ReportSection? Filled(Table given, FilledTable filled, ImputationFidelity? quality = null, AssociationMatrix? associations = null,
        IReadOnlyList<int>? numbers = null, Table? truth = null)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(filled);
        return filled.Cells.Count == 0 ? null : new FilledRows(given, filled, numbers, truth).Section(quality, associations);
    }

    /// <summary>Made rows below real ones.</summary>
    /// <param name="real">Real rows, such as held-out ones.</param>
    /// <param name="made">Made rows with the same columns.</param>
    /// <param name="auc">How well a classifier tells made rows from real ones, as an area under the ROC curve; null for unknown.</param>
    public static ReportSection Beside(Table real, Table made, double? auc = null)
    {
        ArgumentNullException.ThrowIfNull(real);
        ArgumentNullException.ThrowIfNull(made);
        string[] columns = [.. made.Schema.Columns.Where(column => column.IsUsed).Select(column => column.Name)];
        var verdict = auc is not { } area
            ? ""
            : $" Boosted trees that were shown thousands of both reach an AUC of {NumberText.WithDecimals(area, 2)} on others: 0.5 is " +
            "guessing, 1 is never wrong.";
        return new RowsSection("New rows",
            "Rows that the model has invented, below rows of the table that it has not seen in training. Can you tell which are which by " +
            $"anything but the title?{verdict}", columns, [Group("real rows, held out from the training", real), Group("made rows", made)], "");

        RowGroup Group(string title, Table rows) => new(title, [.. Enumerable.Range(0, rows.Count).Select(row => ($"{row + 1}",
            (IReadOnlyList<RowCell>)[.. columns.Select(column => Cell(rows, row, rows[column]))]))]);

        static RowCell Cell(Table rows, int row, TableColumn column) =>
            rows.Text(row, column.Index) is var text && text == column.Schema.MissingMark ? new RowCell(text, Mark: CellMark.Empty) : new RowCell(text);
    }

    /// <summary>The rows that a model finds strangest, with the cells to blame and what it would expect there; null if none is strange.</summary>
    /// <param name="model">A model with distributions of cells.</param>
    /// <param name="rows">The rows, among which they are sought.</param>
    /// <param name="count">How many of them.</param>
    /// <param name="numbers">The position of each row in the source, from 0; null for that in <paramref name="rows"/>.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation and discards it.</param>
    /// <exception cref="UsageException">The model gives no distribution of cells.</exception>
    public static ReportSection? Strangest(TableModel model, Table rows, int count, IReadOnlyList<int>? numbers = null, Action<RowsDone>? report = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        var strange = new StrangeRows([.. model.Coding.Columns.Select(code => code.Name)], rows, model.LogLikelihoods(rows, report, cancellation));
        return strange.Section(model.Impute(strange.WithoutThem(), report: report, cancellation: cancellation), count, numbers);
    }

    /// <summary>How well codes keep each column, beside the best guess without a code.</summary>
    public static ReportSection Qualities(IReadOnlyList<ColumnQuality> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ColumnQuality[] judged = [.. columns.Where(column => column.Error is not null)];
        return new MetricsSection("What the code keeps",
            "Test rows restored from their codes alone: the root of the mean squared error of a number in its unit, the fraction of " +
                "wrong levels. The baseline guesses " +
            "the mean or the most frequent level of the training rows.",
            [.. judged.Select(column => new MetricRow("", Better.Lower, column.Column, Digits: 3))],
            [
                new ModelColumn("without a code", [.. judged.Select(column => column.Baseline)], IsBaseline: true),
                new ModelColumn("from the code", [.. judged.Select(column => column.Error)]),
            ]);
    }

    internal static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
