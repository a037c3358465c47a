using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Evaluation;

/// <summary>
/// How made rows of a table compare with real ones: column by column, pair by pair, by a classifier that tries to tell them apart, by what a model trained on
/// them is worth, and by copies of training rows.
/// </summary>
/// <param name="Marginal">Distributions of columns and of pairs of columns.</param>
/// <param name="RealAssociations">The association of every pair of columns in the training rows.</param>
/// <param name="MadeAssociations">The same in the made rows.</param>
/// <param name="TwoSample">Whether boosted trees can tell made rows from training rows; null if omitted.</param>
/// <param name="Label">What made rows are worth for predicting the label of held-out rows; null without a label or held-out rows.</param>
/// <param name="Copies">Copies of training rows; null if omitted.</param>
/// <param name="Warnings">What a reader must know before using the rows or the figures; may be empty.</param>
public sealed record TableFidelity(MarginalFidelity Marginal, AssociationMatrix RealAssociations, AssociationMatrix MadeAssociations, TwoSampleTest? TwoSample,
    LabelPrediction? Label, CopyFigures? Copies, ValueList<string> Warnings)
{
    /// <summary>The figures under their stable names, in a fixed order; docs/measures.md defines each of them.</summary>
    public IReadOnlyList<Metric> Metrics =>
        [.. Figures().Where(figure => figure.Value is not null).Select(figure => new Metric(figure.Name, figure.Value!.Value))];

    /// <summary>What a figure of <see cref="Metrics"/> means, in a few words.</summary>
    /// <exception cref="ArgumentException">There is no such figure.</exception>
    public static string Meaning(string name) => name switch
    {
        "shape_fidelity" => "distribution of each column; 1 is equal",
        "pair_fidelity" => "relation of each pair of columns; 1 is equal",
        "two_sample_auc" => "whether boosted trees can tell made rows from real ones; 0.5: they cannot, 1: always, below: cells are copies",
        "label_auc_made" => "prediction of the label on held-out rows, learnt from made rows; at best as from real ones",
        "label_auc_real" => "the same, learnt from the training rows",
        "label_accuracy_made" => "fraction of labels predicted correctly, learnt from made rows",
        "label_accuracy_real" => "the same, learnt from the training rows",
        "copy_share" => "made rows that equal a training row",
        "held_out_copy_share" => "held-out rows that do, by chance",
        "nearer_training_share" => "made rows nearer to a training row than to a held-out one; 0.5 if nothing was memorised",
        "closest_distance_made" => "median distance of a made row to the closest training row, 0 to 1",
        "closest_distance_held_out" => "the same of held-out rows",
        _ => throw new ArgumentException($"There is no figure '{name}' of made rows.", nameof(name)),
    };

    /// <summary>
    /// Compares made rows with real ones. Memory is bounded by the options, except for 8 bytes per row; the time of the classifier and of the distances too.
    /// </summary>
    /// <param name="training">The rows that the model was trained on.</param>
    /// <param name="heldOut">Rows of the same source that it has not seen, for the prediction of the label and the reference of copies; null for none.</param>
    /// <param name="made">The made rows.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="report">Receives the progress, with the part that is computed, on the calling thread; may be null.</param>
    /// <param name="cancellation">
    /// Stops the computation and discards it. Fitting boosted trees is a single operation of a library, which takes some seconds and ends first.
    /// </param>
    /// <exception cref="UsageException">An option is out of range, or there is no column of the label's name.</exception>
    /// <exception cref="HourglassException">The tables have different columns, or one has no rows.</exception>
    /// <exception cref="OperationCanceledException">The comparison was cancelled.</exception>
    public static TableFidelity Of(Table training, Table? heldOut, Table made, TableFidelityOptions? options = null, Action<RowsDone>? report = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(made);
        var control = new WorkControl("", report, cancellation);
        control.ThrowIfCancelled();
        options ??= new TableFidelityOptions();
        MessageText[] violations = [.. options.Violations()];
        if (violations.Length > 0) throw new UsageException(violations);
        TableValues.RequireAlike(("training rows", training), ("held-out rows", heldOut ?? training), ("made rows", made));
        var label = LabelOf(training.Schema, options.Label);
        var warnings = new List<string>();

        var (real, sample) = (Read(training, options.MarginalRows, 0), Read(made, options.MarginalRows, 2));
        var marginal = MarginalFidelity.Of(real, sample, control);
        var realAssociations = AssociationMatrix.Of(real, control.For("associations of training rows"));
        var madeAssociations = AssociationMatrix.Of(sample, control.For("associations of made rows"));

        var (test, prediction) = ((TwoSampleTest?)null, (LabelPrediction?)null);
        if (options.TreeRows > 0)
        {
            (real, sample) = (Read(training, options.TreeRows, 0), Read(made, options.TreeRows, 2));
            test = TwoSampleTest.Of(real, sample, options.Seed, control.For("two-sample test"));
            if (test is null) warnings.Add("There is no two-sample test: it needs at least 3 training rows and 3 made rows.");
            if (heldOut is not null && label >= 0) prediction = Predict(Read(heldOut, options.TreeRows, 1));
        }

        var copies = options.CopyRows == 0 ? null : CopyFigures.Of(training, heldOut, made, options.CopyRows, options.Seed, control);
        if (copies?.Warning(made.Count, heldOut?.Count ?? 0) is { } warning) warnings.Add(warning);
        return new TableFidelity(marginal, realAssociations, madeAssociations, test, prediction, copies, [.. warnings]);

        TableValues Read(Table table, int most, ulong index) => TableValues.Read(table, most, options.Seed, index);

        LabelPrediction? Predict(TableValues tested)
        {
            if (LabelPrediction.Obstacle(real, tested, sample, label) is not { } obstacle)
                return LabelPrediction.Of(real, tested, sample, label, options.Seed, control.For("label prediction"));
            warnings.Add($"The label is not predicted: {obstacle}");
            return null;
        }
    }

    /// <summary>The position of the label among the used columns; -1 if there is none.</summary>
    private static int LabelOf(TableSchema schema, string? name)
    {
        ColumnSchema[] used = [.. schema.Columns.Where(column => column.IsUsed)];
        return name is null
            ? Array.FindIndex(used, column => column.Use == ColumnUse.Label)
            : TableOptions.Find([.. used.Select(column => column.Name)], name, "prediction");
    }

    private IEnumerable<(string Name, double? Value)> Figures() =>
    [
        ("shape_fidelity", Marginal.Shapes), ("pair_fidelity", Marginal.Pairs), ("two_sample_auc", TwoSample?.Auc),
        ("label_auc_made", Label?.Made.Auc), ("label_auc_real", Label?.Real.Auc),
        ("label_accuracy_made", Label?.Made.Accuracy), ("label_accuracy_real", Label?.Real.Accuracy),
        ("copy_share", Copies?.CopyShare), ("held_out_copy_share", Copies?.HeldOutCopyShare), ("nearer_training_share", Copies?.NearerTrainingShare),
        ("closest_distance_made", Copies?.Made.Median), ("closest_distance_held_out", Copies?.HeldOut?.Median),
    ];
}
