using System.Text.Json.Serialization;
using Hourglass.Data;
using Hourglass.Numerics;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hourglass;

/// <summary>Fully connected layers; the decoder mirrors the encoder.</summary>
/// <param name="Hidden">Widths of the hidden layers from the input towards the code; empty for a single layer.</param>
/// <param name="Activation">Non-linearity after each hidden layer.</param>
/// <param name="Initialization">How weights are drawn.</param>
/// <param name="Normalization">What stands between the weights and the activation of each hidden layer.</param>
/// <param name="Dropout">The part of each hidden layer's numbers that is set to 0 in each step of training; 0 to below 1.</param>
public sealed record DenseSpec(
    ValueList<int> Hidden,
    Activation Activation = Activation.Relu,
    Initialization Initialization = Initialization.Glorot,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Normalization Normalization = Normalization.None,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double Dropout = 0) : NetworkSpec, IHiddenLayers
{
    /// <inheritdoc/>
    public override IEnumerable<string> Violations(DataShape shape, int latent, int outputs)
    {
        foreach (var width in Hidden.Where(width => width < 1))
            yield return $"A hidden layer has {width} units; each needs at least 1.";
        foreach (var violation in HiddenLayers.Of(this).Violations(Hidden)) yield return violation;
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
        for (var i = 1; i < widths.Length; i++)
        {
            if (i == widths.Length - 1) stack.Dense(widths[i - 1], widths[i]);
            else stack.Hidden(HiddenLayers.Of(this), widths[i - 1], widths[i]);
        }

        return stack.Build();
    }
}
