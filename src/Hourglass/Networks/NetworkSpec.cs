using Hourglass.Data;
using Hourglass.Layers;
using Hourglass.Numerics;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hourglass;

/// <summary>
/// Weight-free description of a network body that can be built as an encoder or, mirrored, as a decoder.
/// Examples travel as rows [batch, shape.Size] (channels first); a body that wants pictures reshapes them itself.
/// </summary>
[PartKind]
public abstract record NetworkSpec
{
    /// <summary>Lists what does not fit: one sentence a violation, none when it can be built for this shape and these sizes.</summary>
    /// <param name="shape">The shape of one example.</param>
    /// <param name="latent">Dimensions of the latent space.</param>
    /// <param name="outputs">Numbers that the encoder is to give.</param>
    public abstract IEnumerable<string> Violations(DataShape shape, int latent, int outputs);

    /// <summary>The shape of what the encoder sees when every example comes with <paramref name="numbers"/> numbers of condition.</summary>
    public abstract DataShape WithCondition(DataShape shape, int numbers);

    /// <summary>Builds [batch, input.Size] to [batch, outputs]; weights are drawn from <paramref name="random"/>.</summary>
    public abstract Module<Tensor, Tensor> BuildEncoder(DataShape input, int outputs, Generator random);

    /// <summary>Builds [batch, inputs] to [batch, output.Size]; weights are drawn from <paramref name="random"/>.</summary>
    public abstract Module<Tensor, Tensor> BuildDecoder(int inputs, DataShape output, Generator random);

    /// <summary>The layers of the encoder that <see cref="BuildEncoder"/> builds; null where it is not a list of layers.</summary>
    internal virtual ValueList<Layer>? EncoderLayers(DataShape input, int outputs) => null;

    /// <summary>The layers of the decoder that <see cref="BuildDecoder"/> builds; null where it is not a list of layers.</summary>
    internal virtual ValueList<Layer>? DecoderLayers(int inputs, DataShape output) => null;
}
