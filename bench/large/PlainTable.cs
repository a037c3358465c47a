using Hourglass.Data;
using Hourglass.Eager;
using static TorchSharp.torch;

namespace Hourglass.LargeBench;

/// <summary>
/// A variational autoencoder of a table as the users of TorchSharp write it: a cross entropy per column of levels, a Gaussian per column of numbers.
/// </summary>
internal static class PlainTable
{
    /// <summary>The model.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="hidden">Units of the encoder's hidden layers; the decoder has them in reverse.</param>
    /// <param name="latent">Length of the latent vector.</param>
    public static EagerVae Of(IReadOnlyList<ColumnBlock> columns, (int First, int Second) hidden, int latent) => new(
        nn.Sequential(nn.Linear(ColumnBlock.WidthOf(columns), hidden.First), nn.ReLU(), nn.Linear(hidden.First, hidden.Second), nn.ReLU()),
        nn.Linear(hidden.Second, latent),
        nn.Linear(hidden.Second, latent),
        nn.Sequential(nn.Linear(latent, hidden.Second), nn.ReLU(), nn.Linear(hidden.Second, hidden.First), nn.ReLU(),
            nn.Linear(hidden.First, columns.Sum(column => column is LevelsBlock levels ? levels.Levels : 2))),
        (output, batch) => Reconstruction(columns, output, batch));

    private static Tensor Reconstruction(IReadOnlyList<ColumnBlock> columns, Tensor output, Tensor batch)
    {
        var (total, input, at) = (zeros(1), 0L, 0L);
        foreach (var column in columns)
        {
            if (column is LevelsBlock levels)
            {
                var target = batch.narrow(1, input + levels.First, levels.Levels);
                total -= (target * output.narrow(1, at, levels.Levels).log_softmax(1)).sum();
                at += levels.Levels;
            }
            else
            {
                var (value, known) = (batch.select(1, input + DensityBlock.ValueAt), batch.select(1, input + DensityBlock.KnownAt));
                var (location, logDeviation) = (output.select(1, at), output.select(1, at + 1));
                total += (known * ((((value - location) / logDeviation.exp()).square() * 0.5) + logDeviation + (0.5 * Math.Log(2 * Math.PI)))).sum();
                at += 2;
            }

            input += column.Width;
        }

        return total;
    }
}
