using Hourglass.Layers;
using Hourglass.Numerics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>x + W silu(V norm(x) + U e) with an embedding e of the level of the noise.</summary>
internal sealed class VelocityBlock : nn.Module
{
    private readonly LayerNormalizationModule norm;
    private readonly Linear inner;
    private readonly Linear told;
    private readonly Linear outer;

    /// <param name="width">Units of each layer.</param>
    /// <param name="embedding">Numbers of the embedding.</param>
    /// <param name="random">Draws the weights.</param>
    public VelocityBlock(int width, int embedding, Generator random)
        : base(nameof(VelocityBlock))
    {
        norm = new LayerNormalizationModule(width);
        inner = Layer(width, width, random);
        told = Layer(embedding, width, random);
        outer = Layer(width, width, random);
        register_module("norm", norm);
        register_module("inner", inner);
        register_module("told", told);
        register_module("outer", outer);
    }

    /// <summary>[rows, width].</summary>
    /// <param name="state">[rows, width].</param>
    /// <param name="embedding">[rows, embedding], or [1, embedding] for all rows.</param>
    public Tensor Call(Tensor state, Tensor embedding) =>
        state + outer.call(Activation.Silu.Apply(inner.call(norm.call(state)) + told.call(embedding)));

    /// <summary>A dense layer with weights of Glorot and Bengio.</summary>
    internal static Linear Layer(int inputs, int outputs, Generator random)
    {
        WeightLimit.Claim(outputs, inputs);
        var layer = nn.Linear(inputs, outputs, dtype: ScalarType.Float32);
        Initialization.Glorot.Draw(random, layer.weight!, layer.bias, inputs, outputs);
        return layer;
    }
}
