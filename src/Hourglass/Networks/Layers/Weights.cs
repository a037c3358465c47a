using Hourglass.Numerics;

namespace Hourglass.Layers;

/// <summary>The tensors of a layer that has a weight and may have a bias.</summary>
internal static class Weights
{
    /// <summary>The weight, and the bias if there is one.</summary>
    public static IEnumerable<LayerTensor> Of(string weight, ValueList<int> shape, string? bias, int outputs)
    {
        yield return new LayerTensor(weight, shape);
        if (bias is not null) yield return new LayerTensor(bias, [outputs]);
    }
}
