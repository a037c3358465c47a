using Hourglass.Data;
using Hourglass.Numerics;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hourglass;

/// <summary>
/// Fully connected layers with gates: each hidden layer is f(W x + b) times the logistic function of V x + c, which decides what of it
/// goes on. The decoder mirrors the encoder.
/// </summary>
/// <param name="Hidden">Widths of the hidden layers from the input towards the code; empty for a single layer.</param>
/// <param name="Activation">f; none in the source.</param>
/// <param name="Initialization">How weights are drawn.</param>
[Cites("dauphin2017", "Y. N. Dauphin and A. Fan and M. Auli and D. Grangier", "Language modeling with gated convolutional networks", "ICML", 2017)]
public sealed record GatedSpec(ValueList<int> Hidden, Activation Activation = Activation.Linear, Initialization Initialization = Initialization.Glorot) : NetworkSpec
{
    /// <inheritdoc/>
    public override IEnumerable<string> Violations(DataShape shape, int latent, int outputs)
    {
        foreach (var width in Hidden.Where(width => width < 1))
            yield return $"A hidden layer has {width} units; each needs at least 1.";
    }

    /// <inheritdoc/>
    public override DataShape WithCondition(DataShape shape, int numbers) => DataShape.Row(shape.Size + numbers);

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> BuildEncoder(DataShape input, int outputs, Generator random) =>
        Build([input.Size, .. Hidden, outputs], random);

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> BuildDecoder(int inputs, DataShape output, Generator random) =>
        Build([inputs, .. Hidden.Reverse(), output.Size], random);

    private Module<Tensor, Tensor> Build(int[] widths, Generator random)
    {
        var stack = new LayerStack(Initialization, random);
        for (var i = 1; i < widths.Length - 1; i++) stack.Gated(widths[i - 1], widths[i], Activation);
        return stack.Dense(widths[^2], widths[^1]).Build();
    }
}
