using System.Diagnostics;
using static TorchSharp.torch;

namespace Hourglass.Eager;

/// <summary>
/// The plain loop that the users of TorchSharp write: data as one tensor, a permutation an epoch, forward, backward, the library's own
/// Adam. It is what the engines are measured against.
/// </summary>
public static class EagerLoop
{
    /// <summary>Trains for some steps.</summary>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">Of the model's parameters.</param>
    /// <param name="data">[examples, size].</param>
    /// <param name="batchSize">Examples a step.</param>
    /// <param name="steps">How many.</param>
    /// <returns>Examples a second.</returns>
    public static double Run(IEagerModel model, optim.Optimizer optimizer, Tensor data, int batchSize, int steps)
    {
        using var order = randperm(data.shape[0]);
        var watch = Stopwatch.StartNew();
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var batch = data.index_select(0, order.narrow(0, (long)step * batchSize % (data.shape[0] - batchSize + 1), batchSize));
            optimizer.zero_grad();
            var loss = model.Loss(batch);
            loss.backward();
            optimizer.step();
        }

        return (double)batchSize * steps / watch.Elapsed.TotalSeconds;
    }
}
