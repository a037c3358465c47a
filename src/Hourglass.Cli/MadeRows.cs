using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Runs;
using Hourglass.Samplers;
using Hourglass.Tables;

namespace Hourglass.Cli;

/// <summary>Rows made by a model of a table, and how they compare with the rows that it was trained on.</summary>
/// <param name="Rows">The made rows, with the columns that the model makes.</param>
/// <param name="Training">The training rows with these columns.</param>
/// <param name="Fidelity">The comparison.</param>
/// <param name="Warnings">What a reader must know before using them.</param>
internal sealed record MadeRows(Table Rows, Table Training, TableFidelity Fidelity, IReadOnlyList<MessageText> Warnings)
{
    /// <summary>The number of rows made if nothing is said: as many as training rows, within this limit.</summary>
    public const int Most = 50_000;

    /// <summary>Makes rows and compares them.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">The data.</param>
    /// <param name="count">Number of rows; null for as many as training rows, at most <see cref="Most"/>.</param>
    /// <param name="options">How they are compared; the seed is that of the rows too.</param>
    /// <param name="sampler">Draws the latent vectors; null for the prior.</param>
    /// <param name="report">Receives the progress; may be null.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static MadeRows Of(Run run, Dataset data, int? count, TableFidelityOptions options, FittedSampler? sampler, Action<RowsDone>? report,
        CancellationToken cancellation)
    {
        var warnings = new List<MessageText>();
        if (run.Document is not null && !run.IsTrainedOn(data))
        {
            warnings.Add($"Copies of training rows are not searched for: the data are not those that the model was trained on.");
            options = options with { CopyRows = 0 };
        }

        var (training, heldOut, rows) = (data.TableOf(data.Train)!, data.TableOf(data.Test)!, count ?? Math.Min(data.Train.Count, Most));
        var made = new TableModel(run.Model).Generate(rows, options.Seed, run.Model.ConditionsLike(data.Train, rows, options.Seed), sampler, where: null, report,
            cancellation);
        string[] missing = [.. made.Columns.Where(column => column.Schema.IsUsed && column.Read().All(double.IsNaN)
            && !training[column.Schema.Name].Read().All(double.IsNaN)).Select(column => column.Schema.Name)];
        if (missing.Length > 0)
        {
            warnings.Add($"The model does not make {string.Join(", ", missing.Select(name => $"'{name}'"))}: made rows are compared by the other columns.");
            string[] others = [.. made.Schema.Columns.Select(column => column.Name).Except(missing)];
            (training, heldOut, made) = (training.SelectColumns(others), heldOut.SelectColumns(others), made.SelectColumns(others));
        }

        var fidelity = TableFidelity.Of(training, heldOut, made, options, report, cancellation);
        return new MadeRows(made, training, fidelity, [.. warnings, .. fidelity.Warnings.Select(warning => (MessageText)warning)]);
    }
}
