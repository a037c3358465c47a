using static TorchSharp.torch;

namespace Hourglass.Corruptions;

/// <summary>Damages a batch before the encoder sees it; the target stays clean (Vincent et al. 2008).</summary>
[PartKind]
public abstract record Corruption
{
    /// <summary>A damaged copy of <paramref name="clean"/> [batch, size]; the original is left as it is.</summary>
    public abstract Tensor Apply(Tensor clean, Generator random);
}
