using static TorchSharp.torch;

namespace Hourglass.Tests;

/// <summary>Random tensors, each from a generator of its own: what a test sees does not hang on what others drew before.</summary>
internal static class Drawn
{
    /// <summary>Numbers between 0 and 1.</summary>
    public static Tensor Uniform(long[] shape, ScalarType type = ScalarType.Float32, ulong seed = 5)
    {
        using var random = new Generator(seed);
        return rand(shape, dtype: type, generator: random);
    }

    /// <summary>Numbers from N(0, 1).</summary>
    public static Tensor Normal(long[] shape, ScalarType type = ScalarType.Float32, ulong seed = 5)
    {
        using var random = new Generator(seed);
        return randn(shape, dtype: type, generator: random);
    }
}
