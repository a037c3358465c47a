using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>
/// Reads an output of the decoder as the logarithm of a scale, bounded smoothly (the soft clipping of Rybkin et al.
/// 2021), so that no output makes a density explode and a scale at its bound still has a gradient.
/// </summary>
internal static class LearnedScale
{
    private const double LogCeiling = 20;

    /// <summary>The logarithm of the scale: [batch, any].</summary>
    /// <param name="raw">The decoder's output; log-scales well inside the bounds are not changed.</param>
    /// <param name="floor">The smallest scale; the largest is exp(20).</param>
    public static Tensor Log(Tensor raw, double floor)
    {
        var least = Math.Log(floor);
        var above = (raw - least).softplus() + least;
        return LogCeiling - (LogCeiling - above).softplus();
    }
}
