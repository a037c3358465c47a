using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Tables;

/// <summary>The best cells of a column, given the outputs of a decoder for several weighted latent vectors, or networks of an ensemble, of each row.</summary>
internal static class CellGuesses
{
    /// <summary>The best cell of each row that is not empty, and its uncertainty; null if the column has none.</summary>
    /// <param name="coder">The column.</param>
    /// <param name="outputs">Its outputs: [rows, vectors, outputs].</param>
    /// <param name="weights">[rows or 1, vectors or 1, 1].</param>
    public static (double Value, double Uncertainty)[]? Of(ColumnCoder coder, Tensor outputs, Tensor weights)
    {
        using var scope = NewDisposeScope();
        return coder switch
        {
            LevelsCoder levels => OfLevels(levels, outputs, weights),
            ValueCoder value => OfValue(value, outputs, weights),
            _ => throw new InvalidOperationException($"There are no guesses of {coder.GetType().Name}."),
        };
    }

    private static (double Value, double Uncertainty)[]? OfLevels(LevelsCoder coder, Tensor outputs, Tensor weights)
    {
        var (rows, levels) = ((int)outputs.shape[0], coder.Block.Levels - (coder.Block.HasEmpty ? 1 : 0));
        if (levels == 0) return null;
        // The mean of probabilities varies less than the share of draws.
        var probabilities = new float[rows * levels];
        TensorRows.Copy((outputs.narrow(2, 0, levels).softmax(2) * weights).sum(1), probabilities);
        return [.. Enumerable.Range(0, rows).Select(i => coder.BestOf(probabilities.AsSpan(i * levels, levels)))];
    }

    private static (double Value, double Uncertainty)[] OfValue(ValueCoder coder, Tensor outputs, Tensor weights)
    {
        var (rows, vectors) = (outputs.shape[0], outputs.shape[1]);
        var density = new DensityColumns(coder.Block);
        var flat = outputs.reshape(rows * vectors, -1).to_type(ScalarType.Float64);
        var means = density.Mean(flat).reshape(rows, vectors, 1);
        var mean = (means * weights).sum(1, keepdim: true);
        var variance = ((density.Variance(flat).reshape(rows, vectors, 1) + (means - mean).square()) * weights).sum(1);
        var (center, deviation) = (mean.flatten().data<double>().ToArray(), variance.sqrt().flatten().data<double>().ToArray());
        return [.. center.Zip(deviation, coder.BestOf)];
    }
}
