using Hourglass.Companions;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// The density of codes as a standard normal transformed by autoregressive maps, fitted by maximum likelihood. The maps are fast in one of
/// their two directions and take one pass per dimension in the other: one direction gives the density, the other gives draws.
/// </summary>
internal sealed class AutoregressiveDensity : SamplerModule
{
    // Maximum size of the graph of a backward step through all maps, in numbers: 512 MiB.
    private const long MostOfGraph = 1 << 27;
    private readonly GradientFit how;
    private readonly bool drawsInOnePass;
    private readonly Standardization scale;
    private readonly AutoregressiveFlow flow;
    private readonly AutoregressiveMaps maps;
    private readonly int latent;

    public AutoregressiveDensity(AutoregressiveMaps maps, GradientFit how, bool drawsInOnePass, int latent, Generator random)
        : base(nameof(AutoregressiveDensity))
    {
        this.how = how;
        this.drawsInOnePass = drawsInOnePass;
        this.maps = maps;
        this.latent = latent;
        scale = new Standardization(latent);
        flow = new AutoregressiveFlow(latent, maps.Count, maps.Hidden, random);
        register_module("scale", scale);
        register_module("flow", flow);
    }

    /// <summary>1 for each live dimension, 0 for others: [latent].</summary>
    private Tensor Live => scale.Deviation.gt(0).to_type(scale.Deviation.dtype);

    /// <summary>
    /// Number of rows whose backward graph fits: each has one pass per map and dimension, which holds the row, two numbers per hidden unit and a few more.
    /// </summary>
    private int RowsAtOnce
    {
        get
        {
            var pass = latent + (2L * maps.Hidden.Sum()) + 8;
            return (int)Math.Clamp(MostOfGraph / (pass * latent * maps.Count), 1, int.MaxValue);
        }
    }

    public override void Fit(CompanionFit fit)
    {
        scale.Fit(fit.Codes);
        using var rows = scale.Apply(fit.Codes);
        LikelihoodFit.Run(fit, how, flow, rows, batch => -LogDensityOfStandardized(batch), rowsAtOnce: drawsInOnePass ? RowsAtOnce : int.MaxValue);
    }

    public override Tensor Draw(int count, Generator random, Autoencoder model, WorkControl control)
    {
        var noise = randn(count, model.Latent, dtype: ScalarType.Float32, generator: random);
        return RowBlocks.Fill(count, model.Latent, control, (start, rows) =>
        {
            var block = noise.narrow(0, start, rows);
            var drawn = drawsInOnePass ? flow.Forward(block, Live) : flow.Backward(block, Live);
            return model.Modules.Reader.FromDecoder(scale.Undo(drawn.Latent));
        });
    }

    /// <summary>log p(z) of the live dimensions of codes in flat coordinates, in nats: [rows].</summary>
    public Tensor LogDensity(Tensor codes) => LogDensityOfStandardized(scale.Apply(codes)) - scale.Deviation.index_select(0, scale.Live).log().sum();

    private Tensor LogDensityOfStandardized(Tensor rows)
    {
        var carried = drawsInOnePass ? flow.Backward(rows, Live) : flow.Forward(rows, Live);
        return NormalDensity.LogStandard(carried.Latent.index_select(1, scale.Live)) + carried.LogJacobian;
    }
}
