using Hourglass.Data;
using Hourglass.Layers;
using Hourglass.Numerics;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hourglass;

/// <summary>
/// Weight-free description of a network body that can be built as an encoder or, mirrored, as a decoder.
/// Examples are passed as rows [batch, shape.Size] (channels first); a body that needs pictures reshapes them itself.
/// </summary>
[PartKind]
public abstract record NetworkSpec
{
    /// <summary>Lists what does not fit: one sentence per violation, none if it can be built for this shape and these sizes.</summary>
    /// <param name="shape">The shape of one example.</param>
    /// <param name="latent">Dimensions of the latent space.</param>
    /// <param name="outputs">Number of outputs of the encoder.</param>
    public abstract IEnumerable<MessageText> Violations(DataShape shape, int latent, int outputs);

    /// <summary>The shape of the encoder's input if every example has a condition of <paramref name="numbers"/> numbers.</summary>
    public abstract DataShape WithCondition(DataShape shape, int numbers);

    /// <summary>Builds [batch, input.Size] to [batch, outputs]; weights are drawn from <paramref name="random"/>.</summary>
    public abstract Module<Tensor, Tensor> BuildEncoder(DataShape input, int outputs, Generator random);

    /// <summary>Builds [batch, inputs] to [batch, output.Size]; weights are drawn from <paramref name="random"/>.</summary>
    public abstract Module<Tensor, Tensor> BuildDecoder(int inputs, DataShape output, Generator random);

    /// <summary>The layers of the encoder that <see cref="BuildEncoder"/> builds; null if it is not a list of layers.</summary>
    internal virtual ValueList<Layer>? EncoderLayers(DataShape input, int outputs) => null;

    /// <summary>The layers of the decoder that <see cref="BuildDecoder"/> builds; null if it is not a list of layers.</summary>
    internal virtual ValueList<Layer>? DecoderLayers(int inputs, DataShape output) => null;
}
