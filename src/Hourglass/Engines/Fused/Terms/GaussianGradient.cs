using System.Runtime.Intrinsics;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Terms;

/// <summary>The backward half of <see cref="GaussianDraw"/>: dm = dz + w m, dv = dz eps s / 2 + w (s^2 - 1) / 2.</summary>
internal sealed unsafe class GaussianGradient(Signal encoded, Signal latent, GaussianDraw draw, RowWeights weights) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share(latent.Features, worker, workers);
        var kl = Vector512.Create((float)draw.Weight);
        for (var panel = 0; panel < latent.Values.Count; panel++)
        {
            for (var feature = first; feature < last; feature++)
            {
                for (var half = 0; half < Panels.Lanes; half += Vector512<float>.Count)
                {
                    var weight = Vector512.Load(weights.At(panel) + half) * kl;
                    var dz = Vector512.Load(latent.Gradient.At(panel, feature) + half);
                    var s = Vector512.Load(draw.Deviation.At(panel, feature) + half);
                    var eps = Vector512.Load(draw.Noise.At(panel, feature) + half);
                    var mean = Vector512.Load(encoded.Values.At(panel, feature) + half);
                    (dz + (weight * mean)).Store(encoded.Gradient.At(panel, feature) + half);
                    var dv = (dz * eps * s) + (weight * ((s * s) - Vector512<float>.One));
                    (dv * 0.5f).Store(encoded.Gradient.At(panel, latent.Features + feature) + half);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {encoded.Name} from d {latent.Name} and the KL";
}
