using Hourglass.Data;
using Hourglass.Eager;
using static TorchSharp.torch;

namespace Hourglass.LargeBench;

/// <summary>A variational autoencoder of a table as the users of TorchSharp write it: a cross entropy per column of levels, a Gaussian per column of numbers.</summary>
internal sealed class PlainTable : nn.Module<Tensor, Tensor>, IEagerModel
{
    private readonly ColumnBlock[] columns;
    private readonly nn.Module<Tensor, Tensor> encoder;
    private readonly nn.Module<Tensor, Tensor> mean;
    private readonly nn.Module<Tensor, Tensor> logVariance;
    private readonly nn.Module<Tensor, Tensor> decoder;

    /// <param name="columns">The columns.</param>
    /// <param name="hidden">Units of the encoder's hidden layers; the decoder has them in reverse.</param>
    /// <param name="latent">Length of the latent vector.</param>
    public PlainTable(IReadOnlyList<ColumnBlock> columns, (int First, int Second) hidden, int latent)
        : base(nameof(PlainTable))
    {
        this.columns = [.. columns];
        encoder = nn.Sequential(nn.Linear(ColumnBlock.WidthOf(columns), hidden.First), nn.ReLU(), nn.Linear(hidden.First, hidden.Second), nn.ReLU());
        mean = nn.Linear(hidden.Second, latent);
        logVariance = nn.Linear(hidden.Second, latent);
        decoder = nn.Sequential(nn.Linear(latent, hidden.Second), nn.ReLU(), nn.Linear(hidden.Second, hidden.First), nn.ReLU(),
            nn.Linear(hidden.First, columns.Sum(column => column is LevelsBlock levels ? levels.Levels : 2)));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public nn.Module Module => this;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => decoder.call(mean.call(encoder.call(input)));

    /// <inheritdoc/>
    public Tensor Loss(Tensor batch)
    {
        var hidden = encoder.call(batch);
        var (m, v) = (mean.call(hidden), logVariance.call(hidden));
        var output = decoder.call(m + ((v * 0.5).exp() * randn_like(m)));
        var total = (1 + v - m.square() - v.exp()).sum() * -0.5;
        var (input, at) = (0L, 0L);
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

        return total / batch.shape[0];
    }
}
