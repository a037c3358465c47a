using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>The modules of a body, grouped by its dense layers.</summary>
internal static class DenseGroups
{
    /// <summary>The modules of each dense layer of a body with those of the layers after it.</summary>
    /// <param name="layers">The body; it begins with a dense layer.</param>
    /// <param name="body">The modules built from it.</param>
    public static IReadOnlyList<IReadOnlyList<nn.Module<Tensor, Tensor>>> Of(ValueList<Layer> layers, nn.Module<Tensor, Tensor> body)
    {
        List<List<nn.Module<Tensor, Tensor>>> groups = [];
        foreach (var (layer, module) in layers.Zip(body.children()))
        {
            if (layer is Dense) groups.Add([]);
            groups[^1].Add((nn.Module<Tensor, Tensor>)module);
        }

        return groups;
    }

    /// <summary>Applies modules in order.</summary>
    public static Tensor Apply(IReadOnlyList<nn.Module<Tensor, Tensor>> group, Tensor input) => group.Aggregate(input, (x, part) => part.call(x));
}
