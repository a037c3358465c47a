using Hourglass.Data;
using Hourglass.Layers;
using Hourglass.Numerics;

namespace Hourglass;

/// <summary>
/// Fully connected layers with gates: each hidden layer is f(W x + b) times the logistic function of V x + c, which gates
/// it. The decoder mirrors the encoder.
/// </summary>
/// <param name="Hidden">Widths of the hidden layers from the input towards the code; empty for a single layer.</param>
/// <param name="Activation">f; the identity in the paper.</param>
/// <param name="Initialization">How weights are drawn.</param>
[Cites("dauphin2017", "Y. N. Dauphin and A. Fan and M. Auli and D. Grangier", "Language modeling with gated convolutional networks", "ICML", 2017)]
public sealed record GatedSpec(ValueList<int> Hidden, Activation Activation = Activation.Linear,
    Initialization Initialization = Initialization.Glorot) : LayeredSpec
{
    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape, int latent, int outputs)
    {
        foreach (var width in Hidden.Where(width => width < 1))
            yield return $"A {What("hidden layer")} has {Got(width)} units; each needs {Allowed("at least 1")}.";
    }

    /// <inheritdoc/>
    public override DataShape WithCondition(DataShape shape, int numbers) => DataShape.Row(shape.Size + numbers);

    /// <inheritdoc/>
    private protected override Initialization Draws => Initialization;

    /// <inheritdoc/>
    internal override ValueList<Layer> EncoderLayers(DataShape input, int outputs) => Layers(input.Size, Hidden, outputs);

    /// <inheritdoc/>
    internal override ValueList<Layer> DecoderLayers(int inputs, DataShape output) => Layers(inputs, Hidden.Reverse(), output.Size);

    private ValueList<Layer> Layers(int inputs, IEnumerable<int> hidden, int outputs)
    {
        var stack = new LayerStack(DataShape.Row(inputs));
        foreach (var width in hidden)
        {
            // One half of the outputs gates the other, so only the other half carries the signal.
            stack.Next("dense", (name, shape) => new Dense(name, shape.Size, 2 * width) { FanOut = width })
                .Then("gate", (name, _) => new Gate(name, width, Activation));
        }

        return stack.Dense(outputs).Layers;
    }
}
