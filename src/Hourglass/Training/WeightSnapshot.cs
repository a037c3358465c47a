using static TorchSharp.torch;

namespace Hourglass.Training;

/// <summary>A copy of a module's weights, kept to be restored later.</summary>
internal sealed class WeightSnapshot : IDisposable
{
    private readonly Dictionary<string, Tensor> copies;

    public WeightSnapshot(nn.Module module)
    {
        using var frozen = no_grad();
        copies = module.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone().DetachFromDisposeScope());
    }

    /// <summary>The copies under the module's names.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => copies;

    /// <summary>Copies the current weights.</summary>
    public void Take(nn.Module module)
    {
        using var frozen = no_grad();
        foreach (var (name, tensor) in module.state_dict()) copies[name].copy_(tensor);
    }

    /// <summary>Writes the copies back into the module.</summary>
    public void Restore(nn.Module module)
    {
        using var frozen = no_grad();
        foreach (var (name, tensor) in module.state_dict()) tensor.copy_(copies[name]);
    }

    public void Dispose()
    {
        foreach (var tensor in copies.Values) tensor.Dispose();
    }
}
