using System.Runtime.Intrinsics;

namespace Hourglass.Training;

/// <summary>
/// RMSprop as <see cref="RmsPropRule"/>, but normalised by the gradient's variance (Graves 2013, equations 38 to 41, without momentum): w = w - rate g /
/// (sqrt(v - m^2) + epsilon).
/// </summary>
internal readonly struct CentredRmsPropRule(double learningRate, double weightDecay) : IUpdateRule
{
    private const float Forgetting = 0.01f;
    private readonly Vector512<float> rate = Vector512.Create((float)learningRate);
    private readonly Vector512<float> decay = Vector512.Create((float)weightDecay);

    public void Apply(ref Vector512<float> parameter, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second)
    {
        gradient += decay * parameter;
        first += (gradient - first) * Forgetting;
        second += ((gradient * gradient) - second) * Forgetting;

        // Rounding can make a variance near 0 negative.
        var variance = Vector512.Max(second - (first * first), Vector512<float>.Zero);
        parameter -= rate * gradient / (Vector512.Sqrt(variance) + Vector512.Create(1e-8f));
    }
}
