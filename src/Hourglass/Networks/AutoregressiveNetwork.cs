using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// A dense network whose output for dimension i depends only on the dimensions before i, and on a context that all dimensions see
/// (M. Germain et al., "MADE: masked autoencoder for distribution estimation", ICML 2015).
/// </summary>
internal sealed class AutoregressiveNetwork : nn.Module
{
    private readonly TorchSharp.Modules.ModuleList<MaskedDense> layers = [];
    private readonly MaskedDense? direct;
    private readonly int dimensions;

    /// <param name="dimensions">Number of dimensions; at least 1.</param>
    /// <param name="context">Size of the context.</param>
    /// <param name="hidden">Widths of the hidden layers.</param>
    /// <param name="outputs">Number of outputs per dimension.</param>
    /// <param name="reversed">Whether the last dimension comes first.</param>
    /// <param name="random">Draws the weights.</param>
    /// <param name="gain">The factor on the last layer's weights.</param>
    /// <param name="complete">
    /// Whether an output sees all dimensions before it even if a hidden layer has fewer units than there are dimensions, by a masked
    /// layer from input to output that starts at 0 (the paper's section 4.1). Without it, such a network does not see some preceding dimensions.
    /// </param>
    public AutoregressiveNetwork(int dimensions, int context, ValueList<int> hidden, int outputs, bool reversed, Generator random, double gain = 1,
        bool complete = false)
        : base(nameof(AutoregressiveNetwork))
    {
        this.dimensions = dimensions;

        // Dimensions are numbered from 1. A unit with number m depends on the dimensions up to m; the context has number 0.
        int[] order = [.. Enumerable.Range(0, dimensions).Select(i => reversed ? dimensions - i : i + 1)];
        int[] inputs = [.. Enumerable.Repeat(0, context), .. order];
        var before = inputs;
        foreach (var width in hidden)
        {
            WeightLimit.Claim(width);
            int[] units = [.. Enumerable.Range(0, width).Select(unit => (int)((long)unit * dimensions / width))];
            layers.Add(new MaskedDense(before, units, (input, unit) => input <= unit, random));
            before = units;
        }

        int[] after = [.. Enumerable.Range(0, outputs).SelectMany(_ => order)];
        layers.Add(new MaskedDense(before, after, (input, output) => input < output, random, gain));
        register_module("layers", layers);
        if (!complete || hidden.All(width => width >= dimensions)) return;
        direct = new MaskedDense(inputs, after, (input, output) => input < output, random, gain: 0);
        register_module("direct", direct);
    }

    /// <summary>The outputs of each kind, in order: [rows, dimensions] each.</summary>
    /// <param name="input">[rows, dimensions].</param>
    /// <param name="context">[rows, context], or null.</param>
    public Tensor[] Call(Tensor input, Tensor? context)
    {
        var seen = context is null ? input : cat([context, input], 1);
        var state = seen;
        for (var i = 0; i < layers.Count; i++)
        {
            state = layers[i].call(state);
            if (i < layers.Count - 1) state = Activation.Elu.Apply(state);
        }

        if (direct is not null) state = state + direct.call(seen);
        return state.split(dimensions, 1);
    }

    /// <summary>The network without a context for many calls, each for the outputs of one dimension; masks are applied once.</summary>
    /// <returns>A function that gives the outputs of each kind [rows, kinds] for rows [rows, dimensions] and a dimension.</returns>
    public Func<Tensor, int, Tensor> One()
    {
        var (weights, biases) = (layers.Select(layer => layer.Open).ToArray(), layers.Select(layer => layer.Bias).ToArray());
        var further = direct?.Open;
        return (rows, place) =>
        {
            var state = rows;
            for (var i = 0; i < weights.Length - 1; i++) state = Activation.Elu.Apply(nn.functional.linear(state, weights[i], biases[i]));
            state = nn.functional.linear(state, OfPlace(weights[^1], place), OfPlace(biases[^1], place));
            return further is null ? state : state + nn.functional.linear(rows, OfPlace(further, place), OfPlace(direct!.Bias, place));
        };
    }

    /// <summary>The rows of a tensor that belong to one dimension, one row per kind of output.</summary>
    private Tensor OfPlace(Tensor rows, int place) => rows.slice(0, place, rows.shape[0], dimensions);
}
