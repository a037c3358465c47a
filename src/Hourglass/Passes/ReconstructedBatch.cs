using Hourglass.Codes;
using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Passes;

/// <summary>A batch, its code and its deterministic reconstruction, all in the units of the model.</summary>
/// <param name="Input">The encoder's input, corrupted for a denoising model: [batch, size].</param>
/// <param name="Target">The clean examples: [batch, size].</param>
/// <param name="Code">The encoder's code.</param>
/// <param name="Mean">The mean of p(x|z) at the code's location: [batch, size].</param>
/// <param name="Mask">1 where a feature is real and 0 where it is padding of a series: [batch, size]; null when all are real.</param>
/// <param name="Clean">The clean examples with their labels and other side data, or null.</param>
/// <param name="Latent">The point of the latent space that stands for each example, after any flows: [batch, latent]; null if not requested.</param>
internal sealed record ReconstructedBatch(Tensor Input, Tensor Target, Code Code, Tensor Mean, Tensor? Mask = null, Batch? Clean = null, Tensor? Latent = null)
{
    /// <summary>Number of real features of all examples.</summary>
    public long Numbers => Mask is null ? Target.numel() : (long)Mask.sum(ScalarType.Float64).item<double>();

    /// <summary>The sum of (a - b)^2 over the real features of tensors [batch, size], in double precision.</summary>
    public double SquaredDifference(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        var difference = a.to_type(float64).sub_(b);
        if (Mask is not null) difference.mul_(Mask);
        return difference.mul_(difference).sum().item<double>();
    }
}
