using Hourglass.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// A residual network that estimates the velocity of noisy rows and is told their level. Inputs and targets have the variance 1 at all levels. Before
/// training, it gives 0, the exact velocity of N(0, I).
/// </summary>
internal sealed class VelocityNetwork : nn.Module
{
    // The level is told by sines and cosines of its logarithm, from half a wave over all levels to eight waves.
    private const int Frequencies = 9;
    private const int Embedding = 64;
    private readonly Linear told;
    private readonly Linear first;
    private readonly ModuleList<VelocityBlock> blocks = [];
    private readonly LayerNormalizationModule norm;
    private readonly Linear last;

    /// <param name="dimensions">Numbers of a row.</param>
    /// <param name="width">Units of each layer; at least 2.</param>
    /// <param name="depth">Number of residual blocks.</param>
    /// <param name="random">Draws the weights.</param>
    public VelocityNetwork(int dimensions, int width, int depth, Generator random)
        : base(nameof(VelocityNetwork))
    {
        told = VelocityBlock.Layer(2 * Frequencies, Embedding, random);
        first = VelocityBlock.Layer(dimensions, width, random);
        for (var i = 0; i < depth; i++) blocks.Add(new VelocityBlock(width, Embedding, random));
        norm = new LayerNormalizationModule(width);
        last = VelocityBlock.Layer(width, dimensions, random);
        using (no_grad()) last.weight!.zero_();
        register_module("told", told);
        register_module("first", first);
        register_module("blocks", blocks);
        register_module("norm", norm);
        register_module("last", last);
        register_buffer("frequencies", tensor(Enumerable.Range(0, Frequencies).Select(i => (float)(Math.PI / NoiseLevels.LogRange *
            Math.Pow(2, i / 2.0))).ToArray()), persistent: false);
    }

    /// <summary>The expected velocity: [rows, dimensions].</summary>
    /// <param name="noisy">Noisy rows of variance 1: [rows, dimensions].</param>
    /// <param name="level">Ratio of noise to row: [rows, 1], or [1, 1] for all rows.</param>
    public Tensor Velocity(Tensor noisy, Tensor level)
    {
        var angles = level.log() * get_buffer("frequencies")!;
        var embedding = Activation.Silu.Apply(told.call(cat([angles.sin(), angles.cos()], 1)));
        var state = first.call(noisy);
        foreach (var block in blocks) state = block.Call(state, embedding);
        return last.call(Activation.Silu.Apply(norm.call(state)));
    }
}
