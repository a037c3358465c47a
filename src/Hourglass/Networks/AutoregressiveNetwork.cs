using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// A dense network whose output for dimension i depends on the dimensions before i alone, and on a context that all may see
/// (M. Germain et al., "MADE: masked autoencoder for distribution estimation", ICML 2015).
/// </summary>
internal sealed class AutoregressiveNetwork : nn.Module
{
    private readonly TorchSharp.Modules.ModuleList<nn.Module<Tensor, Tensor>> layers = [];
    private readonly int dimensions;

    /// <param name="dimensions">How many dimensions there are; at least 1.</param>
    /// <param name="context">How many numbers of context.</param>
    /// <param name="hidden">Widths of the hidden layers.</param>
    /// <param name="outputs">How many numbers are given for each dimension.</param>
    /// <param name="reversed">Whether the last dimension comes first.</param>
    /// <param name="random">Draws the weights.</param>
    /// <param name="gain">The factor on the last layer's weights.</param>
    public AutoregressiveNetwork(int dimensions, int context, ValueList<int> hidden, int outputs, bool reversed, Generator random, double gain = 1)
        : base(nameof(AutoregressiveNetwork))
    {
        this.dimensions = dimensions;

        // Dimensions are numbered from 1. What is numbered m has seen the dimensions up to m; the context is numbered 0.
        int[] order = [.. Enumerable.Range(0, dimensions).Select(i => reversed ? dimensions - i : i + 1)];
        int[] before = [.. Enumerable.Repeat(0, context), .. order];
        foreach (var width in hidden)
        {
            int[] units = [.. Enumerable.Range(0, width).Select(unit => (int)((long)unit * dimensions / width))];
            layers.Add(new MaskedDense(before, units, (input, unit) => input <= unit, random));
            before = units;
        }

        int[] after = [.. Enumerable.Range(0, outputs).SelectMany(_ => order)];
        layers.Add(new MaskedDense(before, after, (input, output) => input < output, random, gain));
        register_module("layers", layers);
    }

    /// <summary>The numbers of each kind, one kind after the other: [rows, dimensions] each.</summary>
    /// <param name="input">[rows, dimensions].</param>
    /// <param name="context">[rows, context], or null.</param>
    public Tensor[] Call(Tensor input, Tensor? context)
    {
        var state = context is null ? input : cat([context, input], 1);
        for (var i = 0; i < layers.Count; i++)
        {
            state = layers[i].call(state);
            if (i < layers.Count - 1) state = Activation.Elu.Apply(state);
        }

        return state.split(dimensions, 1);
    }
}
