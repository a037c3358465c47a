using Hourglass.Companions;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>The velocities of standardised codes with noise, which turn noise into codes.</summary>
internal sealed class LatentDiffusion : SamplerModule
{
    private const ulong TrainingNoise = 2;
    private const ulong HeldOutNoise = 3;

    // A batch of fewer held-out codes is judged several times, each with other noise.
    private const int LeastJudged = 512;
    private readonly DiffusionSampler spec;
    private readonly Standardization scale;
    private readonly VelocityNetwork network;

    public LatentDiffusion(DiffusionSampler spec, int latent, Generator random)
        : base(nameof(LatentDiffusion))
    {
        this.spec = spec;
        scale = new Standardization(latent);
        network = new VelocityNetwork(latent, spec.Width, spec.Blocks, random);
        register_module("scale", scale);
        register_module("network", network);
    }

    /// <summary>1 for each live dimension, 0 for others: [latent].</summary>
    private Tensor Live => scale.Deviation.gt(0).to_type(scale.Deviation.dtype);

    public override void Fit(CompanionFit fit)
    {
        scale.Fit(fit.Codes);
        using var rows = scale.Apply(fit.Codes);
        using var random = fit.Generator(TrainingNoise);
        var loss = new VelocityLoss(network.Velocity, Live);
        LikelihoodFit.Run(fit, new GradientFit(spec.Epochs, spec.BatchSize, spec.LearningRate), network, rows, batch => loss.Squared(batch, random), Judge);

        Tensor Judge(Tensor batch, int first)
        {
            // All epochs are judged with the same noise.
            using var same = fit.Generator(HeldOutNoise + (ulong)first);
            var times = 1 + ((LeastJudged - 1) / batch.shape[0]);
            return loss.Bound(batch.repeat(times, 1), same).reshape(times, -1).mean([0L]);
        }
    }

    public override Tensor Draw(int count, Generator random, Autoencoder model, WorkControl control)
    {
        var noise = randn(count, model.Latent, dtype: ScalarType.Float32, generator: random);
        return RowBlocks.Fill(count, model.Latent, control, (start, rows) =>
        {
            var live = Live;
            var codes = ProbabilityFlow.Solve(noise.narrow(0, start, rows) * live, spec.Steps, (noisy, level) => network.Velocity(noisy, level) * live,
                control.ThrowIfCancelled);
            return model.Modules.Reader.FromDecoder(scale.Undo(codes));
        });
    }
}
