using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Training;

/// <summary>What the encoder sees and what the decoder is held against, made from a clean batch.</summary>
internal static class Inputs
{
    /// <summary>The (possibly damaged) input and the clean target: [batch, size] both.</summary>
    public static (Tensor Input, Tensor Target) For(Blueprint blueprint, Tensor clean, Generator random)
    {
        var target = blueprint.Binarization == Binarization.Dynamic ? bernoulli(clean, random) : clean;
        return (blueprint.Corruption is { } corruption ? corruption.Apply(target, random) : target, target);
    }
}
