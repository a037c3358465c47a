using Hourglass.Data;

namespace Hourglass.Engines;

/// <summary>
/// Computes codes and reconstructions of a trained model. Thread-safe. Results that it cannot or need not compute are null and left to libtorch.
/// </summary>
internal interface IInference
{
    /// <summary>The points that stand for examples in the units of the model: [count, latent].</summary>
    float[,]? Encode(Examples examples);

    /// <summary>The means of p(x|z), in the units of the model: [count, size].</summary>
    float[,]? Decode(float[,] codes);

    /// <summary>The means of p(x|z) at the points that stand for examples, both in the units of the model: [count, size].</summary>
    float[,]? Reconstruct(Examples examples);
}
