using static TorchSharp.torch;

namespace Hourglass;

/// <summary>A fully connected body, layer by layer.</summary>
internal static class DenseLayers
{
    private const string Dense = "dense";

    /// <summary>Each dense layer of a body that <see cref="DenseSpec"/> built, with the activation behind it.</summary>
    public static IReadOnlyList<IReadOnlyList<nn.Module<Tensor, Tensor>>> Of(nn.Module<Tensor, Tensor> body)
    {
        List<List<nn.Module<Tensor, Tensor>>> layers = [];
        foreach (var (name, child) in body.named_children())
        {
            if (name.StartsWith(Dense, StringComparison.Ordinal)) layers.Add([]);
            layers[^1].Add((nn.Module<Tensor, Tensor>)child);
        }

        return layers;
    }

    /// <summary>Applies the parts of a layer one after the other.</summary>
    public static Tensor Apply(IReadOnlyList<nn.Module<Tensor, Tensor>> layer, Tensor input) => layer.Aggregate(input, (x, part) => part.call(x));
}
