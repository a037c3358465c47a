using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Runs;
using Hourglass.Tables;
using Spectre.Console;

namespace Hourglass.Cli;

/// <summary>What <c>evaluate</c> tells of a model of a table: figures of each column.</summary>
internal static class TableEvaluation
{
    /// <summary>Computes and prints the figures, and adds them to the result.</summary>
    /// <param name="invocation">Receives the tables.</param>
    /// <param name="run">The run.</param>
    /// <param name="data">The data.</param>
    /// <param name="examples">The evaluated part of the data.</param>
    /// <param name="result">Receives the figures.</param>
    public static IEnumerable<Metric> Tell(Invocation invocation, Run run, Dataset data, Examples examples, JsonObject result)
    {
        var (model, rows, training) = (new TableModel(run.Model), data.TableOf(examples)!, data.TableOf(data.Train)!);
        var columns = invocation.Stoppable((report, token) => model.Judge(rows, training, report, token));
        Print(invocation.Output, columns);
        result["columns"] = new JsonArray([.. columns.Select(column => (JsonNode)new JsonObject
        {
            ["column"] = column.Column,
            ["cells"] = column.Cells,
            ["error"] = column.Error,
            ["baseline_error"] = column.Baseline,
            ["relative_error"] = column.Relative,
            ["log_likelihood_nats"] = column.LogLikelihoodNats,
        })]);
        double[] relative = [.. columns.Where(column => column.Relative is not null).Select(column => column.Relative!.Value)];
        return relative.Length > 0 ? [new Metric("relative_error", relative.Average())] : [];
    }

    private static void Print(Output output, IReadOnlyList<ColumnQuality> columns)
    {
        var table = new Spectre.Console.Table().Border(TableBorder.Rounded).AddColumn("column");
        foreach (var title in (string[])["cells", "error", "error of the mean or majority", "relative", "log-likelihood (nats)"])
            table.AddColumn(new Spectre.Console.TableColumn(title).RightAligned());
        foreach (var column in columns)
            table.AddRow(Markup.Escape(column.Column), $"{column.Cells:N0}", Figure(column.Error), Figure(column.Baseline), Figure(column.Relative),
                Figure(column.LogLikelihoodNats));
        output.Terminal.Write(table);

        static string Figure(double? value) => value is { } number && double.IsFinite(number) ? Output.FormatFigure(number) : "";
    }
}
