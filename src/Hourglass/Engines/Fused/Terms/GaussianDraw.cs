using System.Runtime.Intrinsics;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Terms;

/// <summary>The reparameterised draw z = m + s eps of each row, and KL(N(m, s^2) || N(0, I)) or its estimate log q(z|x) - log p(z) at the draw.</summary>
internal sealed unsafe class GaussianDraw(Signal encoded, Signal latent, BatchSize batch, StepKey key, bool atDraw = false) : Operation, ITermOperation
{
    private readonly AlignedBuffer noise = new(Panels.LengthFor(batch.Most * latent.Each, latent.Features));
    private readonly AlignedBuffer deviation = new(Panels.LengthFor(batch.Most * latent.Each, latent.Features));
    private readonly RowSums sums = new(batch, latent.Features, latent.Each);

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public double Weight { get; set; }

    /// <inheritdoc/>
    public double Figure => sums.Mean();

    /// <summary>The draws from N(0, I) of the current step.</summary>
    public Panels Noise => new(noise.Pointer, latent.Rows, latent.Features);

    /// <summary>s of the current step.</summary>
    public Panels Deviation => new(deviation.Pointer, latent.Rows, latent.Features);

    /// <summary>The KL, or its estimate, of a row.</summary>
    public double Of(int row) => sums.Of(row);

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var random = key.For(NoisePurpose.Latent);
        var (first, last) = Share(sums.Blocks, worker, workers);
        for (var block = first; block < last; block++)
        {
            var (from, to) = sums.Features(block);
            var result = sums.Begin(block);
            for (var panel = 0; panel < latent.Values.Count; panel++)
            {
                for (var feature = from; feature < to; feature++)
                    Draw(random, panel, feature, result + (panel * Panels.Lanes));
            }
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"{latent.Name} = m + exp(v / 2) eps with (m, v) = {encoded.Name}; {(atDraw ? "log q(z|x) - log p(z)" : "KL")}";

    private void Draw(CounterRandom random, int panel, int feature, float* sum)
    {
        var eps = Noise.At(panel, feature);
        random.Normal(eps, Panels.Lanes, eps - noise.Pointer);
        for (var half = 0; half < Panels.Lanes; half += Vector512<float>.Count)
        {
            var mean = Vector512.Load(encoded.Values.At(panel, feature) + half);
            var logVariance = Vector512.Load(encoded.Values.At(panel, latent.Features + feature) + half);
            var s = VectorMath.Exp(logVariance * 0.5f);
            s.Store(Deviation.At(panel, feature) + half);
            var noises = Vector512.Load(eps + half);
            var z = Vector512.FusedMultiplyAdd(s, noises, mean);
            z.Store(latent.Values.At(panel, feature) + half);
            var kl = (atDraw ? (z * z) - (noises * noises) : (mean * mean) + (s * s) - Vector512<float>.One) - logVariance;
            (Vector512.Load(sum + half) + (kl * 0.5f)).Store(sum + half);
        }
    }
}
