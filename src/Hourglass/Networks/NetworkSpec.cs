using System.Text.Json.Serialization;
using Hourglass.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hourglass;

/// <summary>
/// Weight-free description of a network body that can be built as an encoder or, mirrored, as a decoder.
/// Examples travel as rows [batch, shape.Size] (channels first); a body that wants pictures reshapes them itself.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(DenseSpec), "dense")]
[JsonDerivedType(typeof(ConvSpec), "conv")]
public abstract record NetworkSpec
{
    /// <summary>Lists what does not fit: one sentence a violation, none when it can be built for this shape and these sizes.</summary>
    public abstract IEnumerable<string> Violations(DataShape shape, int latent, int numbersPerDimension);

    /// <summary>Builds [batch, input.Size] to [batch, outputs]; weights are drawn from <paramref name="random"/>.</summary>
    public abstract Module<Tensor, Tensor> BuildEncoder(DataShape input, int outputs, Generator random);

    /// <summary>Builds [batch, inputs] to [batch, output.Size]; weights are drawn from <paramref name="random"/>.</summary>
    public abstract Module<Tensor, Tensor> BuildDecoder(int inputs, DataShape output, Generator random);
}
