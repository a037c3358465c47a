using Hourglass.Data;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Passes;

/// <summary>The encoder's input and the decoder's target, computed from a clean batch.</summary>
internal static class Inputs
{
    /// <summary>The (possibly corrupted) input and the clean target: [batch, size] each.</summary>
    public static (Batch Input, Tensor Target) For(Blueprint blueprint, Batch clean, Generator random)
    {
        var target = Target(blueprint, clean, random);
        return (clean with { Rows = blueprint.Corruption is { } corruption ? corruption.Apply(target, random) : target }, target);
    }

    /// <summary>The clean target alone: [batch, size].</summary>
    public static Tensor Target(Blueprint blueprint, Batch clean, Generator random) =>
        blueprint.Binarization == Binarization.Dynamic ? bernoulli(clean.Rows, random) : clean.Rows;
}
