using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>The normal distribution by its mean and the logarithm of its standard deviation.</summary>
internal static class GaussianDensity
{
    /// <summary>-log N(x; m, s^2) in nats.</summary>
    public static Tensor NegativeLog(Tensor mean, Tensor logDeviation, Tensor target) =>
        ((target - mean).square() * (logDeviation * -2).exp() * 0.5) + logDeviation + (0.5 * Math.Log(2 * Math.PI));

    /// <summary>m + s eps.</summary>
    public static Tensor Sample(Tensor mean, Tensor logDeviation, Generator random) =>
        addcmul(mean, logDeviation.exp(), randn(mean.shape, dtype: mean.dtype, generator: random), 1);
}
