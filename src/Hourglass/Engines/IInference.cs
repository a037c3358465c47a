using Hourglass.Data;
using Hourglass.Passes;

namespace Hourglass.Engines;

/// <summary>
/// Computes codes and reconstructions of a trained model, in the units of the model. Thread-safe, except for a computation that it has given. What it
/// cannot or need not compute is null and left to another engine.
/// </summary>
internal interface IInference
{
    /// <summary>The points that stand for examples: [count, latent].</summary>
    RowComputation? Encode(Examples examples);

    /// <summary>The means of p(x|z), or draws from it: [count, size].</summary>
    /// <param name="codes">Latent vectors: [count, latent].</param>
    /// <param name="conditions">The condition of each: [count, numbers]; null for an unconditional model.</param>
    /// <param name="draws">Seed of the draws; null for the means.</param>
    RowComputation? Decode(float[,] codes, float[,]? conditions, ulong? draws);

    /// <summary>The means of p(x|z) at the points that stand for examples: [count, size].</summary>
    RowComputation? Reconstruct(Examples examples);
}
