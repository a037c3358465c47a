using Hourglass.Data;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Passes;

/// <summary>What the encoder sees and what the decoder is held against, made from a clean batch.</summary>
internal static class Inputs
{
    /// <summary>The (possibly damaged) input and the clean target [batch, size].</summary>
    public static (Batch Input, Tensor Target) For(Blueprint blueprint, Batch clean, Generator random)
    {
        var target = Target(blueprint, clean, random);
        return (clean with { Rows = blueprint.Corruption is { } corruption ? corruption.Apply(target, random) : target }, target);
    }

    /// <summary>The clean target alone: [batch, size].</summary>
    public static Tensor Target(Blueprint blueprint, Batch clean, Generator random) =>
        blueprint.Binarization == Binarization.Dynamic ? bernoulli(clean.Rows, random) : clean.Rows;
}
