using Hourglass.Data;
using Hourglass.Layers;
using Hourglass.Numerics;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hourglass;

/// <summary>A body that is a sequence of layers.</summary>
public abstract record LayeredSpec : NetworkSpec
{
    private protected LayeredSpec()
    {
    }

    /// <inheritdoc/>
    public sealed override Module<Tensor, Tensor> BuildEncoder(DataShape input, int outputs, Generator random) =>
        EncoderLayers(input, outputs).Build(Draws, random);

    /// <inheritdoc/>
    public sealed override Module<Tensor, Tensor> BuildDecoder(int inputs, DataShape output, Generator random) =>
        DecoderLayers(inputs, output).Build(Draws, random);

    /// <summary>How weights are drawn.</summary>
    private protected abstract Initialization Draws { get; }

    /// <inheritdoc cref="Draws"/>
    internal Initialization Drawn => Draws;

    /// <inheritdoc/>
    internal abstract override ValueList<Layer> EncoderLayers(DataShape input, int outputs);

    /// <inheritdoc/>
    internal abstract override ValueList<Layer> DecoderLayers(int inputs, DataShape output);
}
