using Hourglass.Data;
using Hourglass.Layers;
using Hourglass.Losses;
using Hourglass.Numerics;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hourglass;

/// <summary>
/// A decoder with tied weights: it uses the transposed weights of a dense encoder and has its own biases, which start
/// at zero (Bengio et al. 2007). It fits an encoder of the same hidden widths and activation.
/// </summary>
/// <param name="Hidden">Widths of the encoder's hidden layers from the input towards the code.</param>
/// <param name="Activation">Non-linearity after each hidden layer.</param>
public sealed record TiedSpec(ValueList<int> Hidden, Activation Activation = Activation.Relu) : NetworkSpec
{
    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape, int latent, int outputs) => [];

    /// <summary>Lists what does not fit in the rest of the model: one sentence per violation.</summary>
    /// <param name="networks">The model's networks.</param>
    /// <param name="numbers">Number of encoder outputs that the model's kind of code needs.</param>
    /// <param name="loss">The model's loss.</param>
    internal static IEnumerable<MessageText> Violations(Networks networks, int numbers, Loss loss)
    {
        if (networks.Encoder is TiedSpec)
            yield return $"The {What("encoder")} is a TiedSpec, which can only be a decoder; give {Allowed("a DenseSpec as the encoder")}.";
        if (networks.Decoder is not TiedSpec tied) yield break;
        if (networks.Encoder is not DenseSpec dense || !dense.Hidden.Equals(tied.Hidden) || dense.Activation != tied.Activation)
            yield return $"The {What("decoder's weights")} are tied to those of a dense encoder with hidden={tied.Hidden} and {tied.Activation}, but the " +
                $"encoder is {Got(networks.Encoder)}; give {Allowed("it the same widths and activation")}.";
        else if (!HiddenLayers.Of(dense).IsPlain)
            yield return $"A {What("decoder with tied weights")} has neither normalisation nor dropout to mirror the encoder's; " +
                $"{Allowed("omit normalization and dropout")}.";
        if (networks.Condition is not null)
            yield return $"A {What("decoder with tied weights")} does not support a condition, but this model has one; give {Allowed("it a DenseSpec")}.";
        if (numbers != networks.Latent)
            yield return $"A {What("decoder with tied weights")} needs an encoder that gives {Got(networks.Latent)} numbers, but this kind of code needs " +
                $"{numbers}; choose {Allowed("a deterministic code")}.";
        if (loss.OutputShape(networks.Shape) is var outputs && outputs != networks.Shape)
            yield return $"A {What("decoder with tied weights")} gives one number per feature, but the loss {Got(loss.GetType().Name)} needs {outputs.Size} " +
                $"for {networks.Shape.Size} features; choose {Allowed(loss is Columns ? "a model without tied weights" : "another loss")}.";
    }

    /// <inheritdoc/>
    public override DataShape WithCondition(DataShape shape, int numbers) => DataShape.Row(shape.Size + numbers);

    /// <inheritdoc/>
    /// <exception cref="UsageException">Always: there is no encoder of this kind.</exception>
    public override Module<Tensor, Tensor> BuildEncoder(DataShape input, int outputs, Generator random) =>
        throw new UsageException($"{What("A TiedSpec")} can only be a decoder; give {Allowed("a DenseSpec as the encoder")}.");

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> BuildDecoder(int inputs, DataShape output, Generator random) => new TiedDecoder(DecoderLayers(inputs, output));

    /// <inheritdoc/>
    internal override ValueList<Layer> DecoderLayers(int inputs, DataShape output)
    {
        var stack = new LayerStack(DataShape.Row(inputs));
        Dense[] sources = [.. new DenseSpec(Hidden, Activation).EncoderLayers(output, inputs).OfType<Dense>().Reverse()];
        for (var i = 0; i < sources.Length; i++)
        {
            stack.Next("tied", (_, _) => new TiedDense(i + 1, sources[i]));
            if (i < sources.Length - 1) stack.Activate(Activation);
        }

        return stack.Layers;
    }
}
