using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Engines;

/// <summary>The gradient that automatic differentiation of libtorch stores in a parameter.</summary>
internal sealed class AutogradGradient(Parameter parameter) : IGradient
{
    private Tensor? taken;

    /// <inheritdoc/>
    public Span<float> Values => MemoryMarshal.Cast<byte, float>(taken!.bytes);

    /// <inheritdoc/>
    public bool Take()
    {
        taken = parameter.grad?.contiguous();
        return taken is not null;
    }

    /// <inheritdoc/>
    public void Release()
    {
        taken = null;
        parameter.grad = null;
    }
}
