using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Losses;

namespace Hourglass.Tables;

/// <summary>Judges the reconstructions of rows column by column.</summary>
internal static class ColumnQualities
{
    /// <summary>The quality of each decoded column.</summary>
    /// <param name="model">The model.</param>
    /// <param name="coding">How rows became numbers.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="again">Their reconstructions.</param>
    /// <param name="training">The training rows, which give the baselines.</param>
    /// <param name="prepared">The rows as prepared examples.</param>
    /// <param name="control">Progress and cancellation.</param>
    public static IReadOnlyList<ColumnQuality> Of(Autoencoder model, TableCoding coding, Table rows, Table again, Table training, Examples prepared,
        WorkControl control)
    {
        var nats = model.Blueprint.Loss is Columns loss ? LogLikelihoods(model, loss, coding, prepared, control) : new double?[coding.Columns.Count];
        return [.. coding.Columns.Select((code, j) =>
        {
            var (truth, made, seen) = (rows[code.Name].Read(), again[code.Name].Read(), Array.FindAll(training[code.Name].Read(), cell => !double.IsNaN(cell)));
            int[] given = [.. Enumerable.Range(0, truth.Length).Where(i => !double.IsNaN(truth[i]))];
            if (given.Length == 0 || seen.Length == 0) return new ColumnQuality(code.Name, given.Length, null, null, nats[j]);
            var column = rows[code.Name].Schema;
            var guess = CellErrors.Guess(column, seen);
            // A cell that is reconstructed as empty has no value: the guess stands for it.
            return new ColumnQuality(code.Name, given.Length, CellErrors.Of(column, truth, given, i => made[i], guess),
                CellErrors.Of(column, truth, given, _ => guess, guess), nats[j]);
        })];
    }

    /// <summary>The mean log-likelihood of the known cells of each column; NaN if none is known.</summary>
    private static double?[] LogLikelihoods(Autoencoder model, Columns loss, TableCoding coding, Examples prepared, WorkControl control)
    {
        var (sums, counts) = (new double[coding.Columns.Count], new int[coding.Columns.Count]);
        CellLikelihoods.Each(model, loss, coding, prepared, (_, nats) =>
        {
            for (var i = 0; i < nats.Length; i++)
            {
                if (float.IsNaN(nats[i])) continue;
                sums[i % sums.Length] += nats[i];
                counts[i % sums.Length]++;
            }
        }, control);
        return [.. sums.Zip(counts, (sum, count) => (double?)(sum / count))];
    }
}
