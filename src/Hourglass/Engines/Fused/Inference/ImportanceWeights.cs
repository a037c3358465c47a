using Hourglass.Codes;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;
using Hourglass.Kernels.Threading;
using Hourglass.Numerics;
using Hourglass.Priors;
using static TorchSharp.torch;

namespace Hourglass.Engines.Fused.Inference;

/// <summary>
/// log p(x|z) + log p(z) - log q(z|x) of many draws per example by compiled decoders. Draws lie in panels and are never written row by
/// row; the result for an example depends on the key and its position only, not on the worker or on other examples.
/// </summary>
internal sealed class ImportanceWeights : IImportanceWeights
{
    private readonly InferencePlans plans;
    private readonly PanelLikelihood likelihood;
    private readonly CounterRandom random;
    private readonly int draws;

    /// <summary>Compiles the decoder for the current weights.</summary>
    /// <param name="model">A model that <see cref="Knows"/> accepts.</param>
    /// <param name="draws">Draws per example; at least 1.</param>
    /// <param name="key">Key of the draws.</param>
    public ImportanceWeights(Autoencoder model, int draws, ulong key)
    {
        plans = new InferencePlans(model);
        likelihood = model.Blueprint.Loss.Kernel(model.Shape.Size)!;
        random = new CounterRandom(key, (uint)NoisePurpose.Latent);
        this.draws = draws;
    }

    /// <inheritdoc/>
    public Engine Engine => Engine.Fused;

    /// <inheritdoc/>
    public int ExamplesAtOnce => 256;

    /// <summary>
    /// Whether a model's importance weights can be computed this way: a Gaussian code without flows, a standard normal prior, and a decoder and a loss that
    /// can be compiled.
    /// </summary>
    public static bool Knows(Autoencoder model) =>
        model.Blueprint is { CodeKind: GaussianSpec, Prior: StandardNormal, Flows.Count: 0 }
        && model.Blueprint.Loss.Kernel(model.Shape.Size) is not null
        && new InferencePlans(model).Have(InferencePath.Outputs);

    /// <inheritdoc/>
    public void AddTo(GaussianCode code, Tensor targets, int first, LogMeanExp[] means, CancellationToken cancellation)
    {
        var (count, size, latent) = ((int)targets.shape[0], (int)targets.shape[1], (int)code.Mean.shape[1]);
        var (mean, logVariance, rows) = (Numbers(code.Mean), Numbers(code.LogVariance), Numbers(targets));
        var next = 0;
        Concurrently.For(Math.Min(count, get_num_threads()), _ =>
        {
            var flushed = DenormalNumbers.Flush(flush: true);
            var plan = plans.Take(InferencePath.Outputs);
            var worker = new Worker(this, plan, latent);
            try
            {
                for (int i; (i = Interlocked.Increment(ref next) - 1) < count;)
                {
                    cancellation.ThrowIfCancellationRequested();
                    means[i].Add(worker.Weigh(mean.AsSpan(i * latent, latent), logVariance.AsSpan(i * latent, latent), rows.AsSpan(i * size, size), first + i));
                }
            }
            finally
            {
                DenormalNumbers.Flush(flushed);
            }

            plans.Return(InferencePath.Outputs, plan);
        });

        static float[] Numbers(Tensor tensor)
        {
            using var contiguous = tensor.contiguous();
            return contiguous.data<float>().ToArray();
        }
    }

    /// <summary>The memory of one thread.</summary>
    private sealed unsafe class Worker(ImportanceWeights owner, InferencePlan plan, int latent)
    {
        private readonly AlignedBuffer noise = new(Panels.Lanes);
        private readonly AlignedBuffer sums = new(Panels.Lanes);
        private readonly AlignedBuffer differences = new(Panels.LengthFor(plan.MostRows, 1));
        private readonly float[] deviation = new float[latent];
        private readonly double[] weights = new double[owner.draws];

        /// <summary>The weights of one example's draws.</summary>
        public ReadOnlySpan<double> Weigh(ReadOnlySpan<float> mean, ReadOnlySpan<float> logVariance, ReadOnlySpan<float> target, int example)
        {
            var volume = -owner.likelihood.Constant;
            for (var j = 0; j < latent; j++)
            {
                deviation[j] = MathF.Exp(0.5f * logVariance[j]);
                volume += 0.5 * logVariance[j];
            }

            var ofPanel = sums.Pointer;
            fixed (float* x = target)
            {
                for (var done = 0; done < owner.draws; done += plan.MostRows)
                {
                    var rows = Math.Min(plan.MostRows, owner.draws - done);
                    for (var panel = 0; panel < Panels.CountFor(rows); panel++)
                    {
                        var place = ((long)example * Panels.CountFor(owner.draws)) + (done / Panels.Lanes) + panel;
                        Draw(panel, mean, place * latent * Panels.Lanes, &differences.Pointer[panel * Panels.Lanes]);
                    }

                    var output = plan.Forward(rows);
                    for (var panel = 0; panel < output.Count; panel++)
                    {
                        new Span<float>(ofPanel, Panels.Lanes).Clear();
                        owner.likelihood.Add(output.At(panel, 0), x, ofPanel);
                        var start = panel * Panels.Lanes;
                        for (var lane = 0; lane < Math.Min(Panels.Lanes, rows - start); lane++)
                            weights[done + start + lane] = volume - ofPanel[lane] - (0.5 * differences.Pointer[start + lane]);
                    }
                }
            }

            return weights;
        }

        /// <summary>Draws z = m + s eps of a panel, and sums z^2 - eps^2 = -2 (log p(z) - log q(z|x) - sum log s) of each row.</summary>
        private void Draw(int panel, ReadOnlySpan<float> mean, long position, float* difference)
        {
            new Span<float>(difference, Panels.Lanes).Clear();
            for (var j = 0; j < latent; j++)
            {
                owner.random.Normal(noise.Pointer, Panels.Lanes, position + ((long)j * Panels.Lanes));
                var to = plan.Input.Values.At(panel, j);
                for (var lane = 0; lane < Panels.Lanes; lane++)
                {
                    var eps = noise.Pointer[lane];
                    var z = mean[j] + (deviation[j] * eps);
                    to[lane] = z;
                    difference[lane] += (z * z) - (eps * eps);
                }
            }
        }
    }
}
