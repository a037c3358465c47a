using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>A network that gives the distribution of each symbol given those before it in raster order.</summary>
internal abstract class SymbolNetwork(string name) : nn.Module(name)
{
    /// <summary>Logits that depend on earlier symbols alone: [rows, classes, height, columns].</summary>
    /// <param name="symbols">[rows, height, columns] of int64; a prefix of the rows of symbols is sufficient.</param>
    public abstract Tensor Logits(Tensor symbols);

    /// <summary>Weights of a table or a layer, with the initialisation of Glorot and Bengio.</summary>
    protected static TorchSharp.Modules.Parameter Weights(Generator random, double fanIn, double fanOut, params long[] shape)
    {
        WeightLimit.Claim(shape);
        var bound = Math.Sqrt(6 / (fanIn + fanOut));
        return nn.Parameter(empty(shape, dtype: ScalarType.Float32).uniform_(-bound, bound, random));
    }
}
