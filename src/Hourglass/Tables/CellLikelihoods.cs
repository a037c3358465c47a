using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Tables;

/// <summary>The log-likelihood of each cell given the code of its row, and for a decoder of columns in order the columns before.</summary>
internal static class CellLikelihoods
{
    private const int Batch = 512;

    /// <summary>Computes them batch by batch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="coding">How rows became numbers.</param>
    /// <param name="prepared">The rows as prepared examples.</param>
    /// <param name="receive">Receives the index of the first row of a batch and, row by row, one number per column in nats; NaN for an unknown cell.</param>
    /// <param name="control">Progress and cancellation.</param>
    public static void Each(Autoencoder model, Columns loss, TableCoding coding, Examples prepared, Action<int, float[]> receive, WorkControl control)
    {
        using var reader = new BatchReader(prepared, Batch);
        using var frozen = no_grad();
        for (var start = 0; start < prepared.Count; start += Batch)
        {
            control.ThrowIfCancelled();
            using var scope = NewDisposeScope();
            var batch = reader.Read(start);
            var output = model.Modules.Decode(model.Locate(batch), model.Modules.ConditionOf(batch), batch.Rows);
            var costs = loss.PerFeature(output, batch.Rows);
            var columns = new List<Tensor>();
            var at = 0;
            foreach (var block in coding.Columns.Select(column => column.Block))
            {
                var known = block is LevelsBlock levels
                    ? batch.Rows.narrow(1, at + levels.First, levels.Levels).sum(1)
                    : batch.Rows.select(1, at + DensityBlock.KnownAt);
                columns.Add(where(known > 0, -costs.narrow(1, at, block.Width).sum(1), full_like(known, float.NaN)));
                at += block.Width;
            }

            var values = stack(columns, 1);
            var nats = new float[values.numel()];
            TensorRows.Copy(values, nats);
            receive(start, nats);
            control.Done(Math.Min(prepared.Count, start + Batch), prepared.Count);
        }
    }
}
