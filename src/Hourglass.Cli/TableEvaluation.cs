using System.Text.Json.Nodes;
using Hourglass.Evaluation;
using Hourglass.Tables;
using Spectre.Console;

namespace Hourglass.Cli;

/// <summary>What <c>evaluate</c> tells of a model of a table: figures of each column, and of made rows beside real ones.</summary>
/// <param name="Columns">How well codes keep each column.</param>
/// <param name="Made">Made rows; null if none were to be made.</param>
internal sealed record TableEvaluation(IReadOnlyList<ColumnQuality> Columns, MadeRows? Made)
{
    // Squared errors of coded rows mean nothing to a reader of the table.
    private static readonly string[] OfCodedRows = ["bce_per_feature", "psnr_db", "noisy_psnr_db", "psnr_gain_db"];

    // Speed and memory.
    private const int LastMetrics = 3;
    private const int ShownPairs = 5;

    private Dictionary<string, ColumnFidelity> Shapes => Made?.Fidelity.Marginal.OfColumns.ToDictionary(column => column.Column, StringComparer.Ordinal) ?? [];

    /// <summary>Metrics of the model without those that mean nothing for a table, with those of the table; speed and memory stay the last ones.</summary>
    public IReadOnlyList<Metric> Join(IReadOnlyList<Metric> metrics)
    {
        double[] relative = [.. Columns.Where(column => column.Relative is not null).Select(column => column.Relative!.Value)];
        return
        [
            .. metrics.SkipLast(LastMetrics).Where(metric => !metric.Name.EndsWith("mse_per_feature", StringComparison.Ordinal) && !OfCodedRows.Contains(metric.Name)),
            .. relative.Length > 0 ? [new Metric("relative_error", relative.Average())] : (Metric[])[],
            .. metrics.TakeLast(LastMetrics),
        ];
    }

    /// <summary>Prints the tables, and adds them to the result.</summary>
    public void Tell(Output output, JsonObject result)
    {
        PrintColumns(output);
        var shapes = Shapes;
        result["columns"] = new JsonArray([.. Columns.Select(column =>
        {
            var row = new JsonObject
            {
                ["column"] = column.Column,
                ["cells"] = column.Cells,
                ["error"] = column.Error,
                ["baseline_error"] = column.Baseline,
                ["relative_error"] = column.Relative,
                ["log_likelihood_nats"] = column.LogLikelihoodNats,
            };
            if (shapes.TryGetValue(column.Column, out var shape))
                (row["shape_fidelity"], row["missing_share"], row["missing_share_made"]) = (shape.Shape, shape.MissingReal, shape.MissingMade);
            return (JsonNode)row;
        })]);
        if (Made is not { } made) return;
        PrintMade(output, made);
        foreach (var metric in made.Fidelity.Metrics) result[metric.Name] = metric.Value;
        result["least_alike_pairs"] = new JsonArray([.. LeastAlike(made).Select(pair => (JsonNode)new JsonObject
        {
            ["columns"] = new JsonArray(pair.First, pair.Second),
            ["pair_fidelity"] = pair.Similarity,
        })]);
        if (result["protocol"] is not JsonObject protocol) return;
        var fidelity = made.Fidelity;
        protocol["made_rows"] = made.Rows.Count;
        if (fidelity.TwoSample is { } test) (protocol["two_sample_real_rows"], protocol["two_sample_made_rows"]) = (test.RealRows, test.MadeRows);
        if (fidelity.Label is { } label) (protocol["label"], protocol["label_majority_accuracy"]) = (label.Column, label.MajorityAccuracy);
        if (fidelity.Copies is { } copies) (protocol["distance_made_rows"], protocol["distance_reference_rows"]) = (copies.MadeRows, copies.ReferenceRows);
    }

    private void PrintColumns(Output output)
    {
        var (table, shapes) = (new Table().Border(TableBorder.Rounded).AddColumn("column"), Shapes);
        foreach (var title in (string[])["cells", "error", "error of the mean or majority", "relative", "log-likelihood (nats)"])
            table.AddColumn(new TableColumn(title).RightAligned());
        if (Made is not null) table.AddColumn(new TableColumn("distribution of made cells (1: equal)").RightAligned());
        foreach (var column in Columns)
        {
            string[] made = Made is null ? [] : [Figure(shapes.GetValueOrDefault(column.Column)?.Shape)];
            table.AddRow([Markup.Escape(PlainText.Of(column.Column)), $"{column.Cells:N0}", Figure(column.Error), Figure(column.Baseline), Figure(column.Relative),
                Figure(column.LogLikelihoodNats), .. made]);
        }

        output.Terminal.Write(table);
    }

    private static void PrintMade(Output output, MadeRows made)
    {
        output.Say($"{made.Rows.Count:N0} made rows beside {made.Training.Count:N0} training rows");
        var table = new Table().Border(TableBorder.Rounded).AddColumn("made rows").AddColumn(new TableColumn("value").RightAligned()).AddColumn("meaning");
        foreach (var metric in made.Fidelity.Metrics)
        {
            var meaning = TableFidelity.Meaning(metric.Name);
            if (made.Fidelity.Label is { } label) meaning = meaning.Replace("the label", $"'{label.Column}'", StringComparison.Ordinal);
            table.AddRow(metric.Name, Figure(metric.Value), Markup.Escape(PlainText.Of(meaning)));
        }

        output.Terminal.Write(table);
        if (LeastAlike(made) is { Length: > 0 } pairs)
            output.Say($"Least alike pairs: {string.Join(", ", pairs.Select(pair => $"{pair.First} and {pair.Second} ({Figure(pair.Similarity)})"))}");
    }

    private static PairFidelity[] LeastAlike(MadeRows made) =>
        [.. made.Fidelity.Marginal.OfPairs.Where(pair => pair.Similarity is not null).OrderBy(pair => pair.Similarity).Take(ShownPairs)];

    private static string Figure(double? value) => value is { } number && double.IsFinite(number) ? Output.FormatFigure(number) : "";
}
