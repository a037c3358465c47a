using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Terms;

/// <summary>
/// The gradient of -w log w(z) in the mean and log-variance of a latent draw, where w is the weight of the draw. With
/// d = d(-log p(x|z)) / dz: dm = w (d + z), dv = w ((d + z) eps s - 1) / 2. Doubly reparameterised, log q's own parameters are held fixed:
/// dm = w (d + z - eps / s), dv = dm eps s / 2.
/// </summary>
/// <param name="encoded">(m, v) of each draw.</param>
/// <param name="latent">The draws.</param>
/// <param name="draw">The operation that made them.</param>
/// <param name="weights">The weights of the draws.</param>
/// <param name="scaled">Whether the gradient of the draws already includes the weights.</param>
/// <param name="doubly">Whether the gradient is the doubly reparameterised one.</param>
internal sealed unsafe class ParticleGradient(Signal encoded, Signal latent, GaussianDraw draw, RowWeights weights, bool scaled, bool doubly) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share(latent.Features, worker, workers);
        for (var panel = 0; panel < latent.Values.Count; panel++)
        {
            for (var feature = first; feature < last; feature++) Differentiate(panel, feature);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {encoded.Name} from d {latent.Name}, p(z) and q(z|x){(doubly ? ", doubly reparameterised" : "")}";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Differentiate(int panel, int feature)
    {
        for (var half = 0; half < Panels.Lanes; half += Vector512<float>.Count)
        {
            var weight = Vector512.Load(weights.At(panel) + half);
            var likelihood = Vector512.Load(latent.Gradient.At(panel, feature) + half);
            var z = Vector512.Load(latent.Values.At(panel, feature) + half);
            var s = Vector512.Load(draw.Deviation.At(panel, feature) + half);
            var eps = Vector512.Load(draw.Noise.At(panel, feature) + half);
            var dm = (scaled ? likelihood : weight * likelihood) + (weight * (doubly ? z - (eps / s) : z));
            dm.Store(encoded.Gradient.At(panel, feature) + half);
            var dv = doubly ? dm * eps * s : (dm * eps * s) - weight;
            (dv * 0.5f).Store(encoded.Gradient.At(panel, latent.Features + feature) + half);
        }
    }
}
