using Hourglass.Layers;
using static TorchSharp.torch;

namespace Hourglass.Engines.Fused.Memory;

/// <summary>The memory of a model's parameters and buffers, by their names in the model.</summary>
internal sealed class TensorMemory
{
    private readonly Dictionary<string, ParameterMemory> parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> buffers = new(StringComparer.Ordinal);

    /// <summary>Finds the memory.</summary>
    /// <param name="model">The modules.</param>
    /// <param name="learns">Whether parameters have gradients.</param>
    public TensorMemory(nn.Module model, bool learns)
    {
        foreach (var (name, parameter) in model.named_parameters()) parameters[name] = new ParameterMemory(name, parameter, learns);
        foreach (var (name, buffer) in model.named_buffers()) buffers[name] = buffer;
    }

    /// <summary>All parameters.</summary>
    public IReadOnlyCollection<ParameterMemory> Parameters => parameters.Values;

    /// <summary>The parameter of this name.</summary>
    public ParameterMemory this[string name] => parameters[name];

    /// <summary>A layer's bias, or constant zeros if it has none.</summary>
    /// <param name="part">The name of the list of layers that contains it.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="outputs">Size of the bias.</param>
    public ParameterMemory BiasOf(string part, Layer layer, int outputs) =>
        layer.Bias is { } bias ? parameters[$"{part}.{bias}"] : ParameterMemory.Zeros($"{part}.{layer.Name}.bias", outputs);

    /// <summary>The buffer of this name.</summary>
    public BufferMemory Buffer(string name) => new(buffers[name]);

    /// <summary>Whether these are still the model's parameters.</summary>
    public bool AreOf(nn.Module model)
    {
        var count = 0;
        foreach (var (name, parameter) in model.named_parameters())
        {
            if (!parameters.TryGetValue(name, out var memory) || !ReferenceEquals(memory.Parameter, parameter)) return false;
            count++;
        }

        return count == parameters.Count;
    }
}
