using Hourglass.Kernels;

namespace Hourglass.Engines.Fused;

/// <summary>The gradient of a parameter, which a plan overwrites in each step.</summary>
internal sealed class FusedGradient(AlignedBuffer memory) : IGradient
{
    /// <inheritdoc/>
    public Span<float> Values => memory.Span;

    /// <inheritdoc/>
    public bool Take() => true;

    /// <inheritdoc/>
    public void Release()
    {
    }
}
