using System.Text.Json.Serialization;
using Hourglass.Data;
using Hourglass.Layers;
using Hourglass.Numerics;

namespace Hourglass;

/// <summary>Fully connected layers; the decoder mirrors the encoder.</summary>
/// <param name="Hidden">Widths of the hidden layers from the input towards the code; empty for a single layer.</param>
/// <param name="Activation">Non-linearity after each hidden layer.</param>
/// <param name="Initialization">How weights are drawn.</param>
/// <param name="Normalization">Normalisation between the weights and the activation of each hidden layer.</param>
/// <param name="Dropout">Fraction of each hidden layer that is set to 0 in each training step; 0 to below 1.</param>
public sealed record DenseSpec(
    ValueList<int> Hidden,
    Activation Activation = Activation.Relu,
    Initialization Initialization = Initialization.Glorot,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Normalization Normalization = Normalization.None,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double Dropout = 0) : LayeredSpec, IHiddenLayers
{
    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape, int latent, int outputs)
    {
        foreach (var width in Hidden.Where(width => width < 1))
            yield return $"A {What("hidden layer")} has {Got(width)} units; each needs {Allowed("at least 1")}.";
        foreach (var violation in HiddenLayers.Of(this).Violations(Hidden)) yield return violation;
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
        foreach (var width in hidden) stack.Hidden(HiddenLayers.Of(this), width);
        return stack.Dense(outputs).Layers;
    }
}
