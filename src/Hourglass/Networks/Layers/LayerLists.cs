using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Queries on a list of layers, and its construction.</summary>
internal static class LayerLists
{
    /// <summary>All layers; those of a branch follow its block.</summary>
    public static IEnumerable<Layer> WithBranches(this IEnumerable<Layer> layers) =>
        layers.SelectMany(layer => layer is ResidualBlock block ? block.Branch.WithBranches().Prepend(block) : [layer]);

    /// <summary>The tensors of a body in a saved model, in order.</summary>
    /// <param name="layers">The body.</param>
    /// <param name="part">The body's name in the model, such as <c>encoder</c>.</param>
    public static IEnumerable<LayerTensor> Tensors(this IEnumerable<Layer> layers, string part) =>
        layers.SelectMany(layer => layer.Tensors).Select(tensor => tensor with { Name = $"{part}.{tensor.Name}" });

    /// <summary>Builds the modules and draws their weights in order.</summary>
    public static nn.Module<Tensor, Tensor> Build(this IEnumerable<Layer> layers, Initialization initialization, Generator random) =>
        layers.Build(new WeightDraw(initialization, random));

    /// <summary>Builds the modules and draws their weights in order.</summary>
    public static nn.Module<Tensor, Tensor> Build(this IEnumerable<Layer> layers, WeightDraw draw) =>
        nn.Sequential([.. layers.Select(layer => (layer.Name, layer.Build(draw)))]);

    /// <summary>
    /// Builds one layer of a body that is not a sequence of modules, and registers it under its name; one such as <c>code.dense1</c> as the only layer of a
    /// sequence.
    /// </summary>
    public static nn.Module<Tensor, Tensor> Register(this nn.Module body, Layer layer, WeightDraw draw)
    {
        var (name, module) = (layer.Name, layer.Build(draw));
        if (name.Split('.') is [var part, var inner]) (name, module) = (part, nn.Sequential((inner, module)));
        body.register_module(name, module);
        return module;
    }

    private static nn.Module<Tensor, Tensor> Build(this Layer layer, WeightDraw draw)
    {
        foreach (var tensor in layer.Tensors) WeightLimit.Claim([.. tensor.Shape]);
        return (ByLayer<LayerBuilder>.Find(layer) ?? throw new InvalidOperationException($"No module is known for the layer {layer}.")).Build(layer, draw);
    }
}
