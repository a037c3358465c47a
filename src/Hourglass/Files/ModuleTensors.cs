using System.Runtime.InteropServices;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Files;

/// <summary>A module's weights as <see cref="StoredTensor"/>s over their own memory.</summary>
internal static class ModuleTensors
{
    /// <summary>Whether numbers of this kind can be stored.</summary>
    public static bool CanHold(ScalarType kind) => kind is ScalarType.Float32 or ScalarType.Int64;

    /// <summary>The name of the first tensor with a number that is NaN or infinite; null if there is none.</summary>
    public static string? FirstNotFinite(IEnumerable<StoredTensor> tensors) =>
        tensors.FirstOrDefault(tensor => !tensor.IsInteger && Finite.IndexOfOther(tensor.Values()) >= 0)?.Name;

    public static IReadOnlyList<StoredTensor> Of(nn.Module module) => Of(module.state_dict().Select(pair => (pair.Key, pair.Value)));

    public static IReadOnlyList<StoredTensor> Of(IEnumerable<(string Name, Tensor Tensor)> tensors) =>
    [
        .. tensors.Select(pair => new StoredTensor(
            pair.Name,
            pair.Tensor.shape,
            () => MemoryMarshal.Cast<byte, float>(pair.Tensor.bytes),
            IsInteger: pair.Tensor.dtype == ScalarType.Int64)),
    ];
}
