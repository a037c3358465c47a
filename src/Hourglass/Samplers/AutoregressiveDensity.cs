using Hourglass.Priors;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// The density of codes as a standard normal carried by autoregressive maps, fitted by maximum likelihood. The maps are quick in one of
/// their two directions and take a pass a dimension in the other: one of the two is for the density, the other for draws.
/// </summary>
internal sealed class AutoregressiveDensity : SamplerModule
{
    private readonly GradientFit how;
    private readonly bool drawsInOnePass;
    private readonly Standardization scale;
    private readonly AutoregressiveFlow flow;

    public AutoregressiveDensity(AutoregressiveMaps maps, GradientFit how, bool drawsInOnePass, int latent, Generator random)
        : base(nameof(AutoregressiveDensity))
    {
        this.how = how;
        this.drawsInOnePass = drawsInOnePass;
        scale = new Standardization(latent);
        flow = new AutoregressiveFlow(latent, maps.Count, maps.Hidden, random);
        register_module("scale", scale);
        register_module("flow", flow);
    }

    public override void Fit(SamplerFit fit)
    {
        scale.Fit(fit.Codes);
        using var rows = scale.Apply(fit.Codes);
        LikelihoodFit.Run(fit, how, flow, rows, batch => -LogDensityOfStandardized(batch));
    }

    public override Tensor Draw(int count, Generator random, Autoencoder model)
    {
        var noise = randn(count, model.Latent, generator: random);
        var drawn = drawsInOnePass ? flow.Forward(noise) : flow.Backward(noise);
        return model.Modules.Reader.FromDecoder(scale.Undo(drawn.Latent));
    }

    /// <summary>log p(z) of codes in flat coordinates, in nats: [rows].</summary>
    public Tensor LogDensity(Tensor codes) => LogDensityOfStandardized(scale.Apply(codes)) - scale.Deviation.log().sum();

    private Tensor LogDensityOfStandardized(Tensor rows)
    {
        var carried = drawsInOnePass ? flow.Backward(rows) : flow.Forward(rows);
        return StandardNormal.LogDensity(carried.Latent) + carried.LogJacobian;
    }
}
