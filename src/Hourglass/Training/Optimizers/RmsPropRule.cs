using System.Runtime.Intrinsics;

namespace Hourglass.Training;

/// <summary>RMSprop (Tieleman &amp; Hinton 2012) with smoothing 0.99 and epsilon 1e-8: w = w - rate g / (sqrt(v) + epsilon).</summary>
internal readonly struct RmsPropRule(double learningRate, double weightDecay) : IUpdateRule
{
    private const float Forgetting = 0.01f;
    private readonly Vector512<float> rate = Vector512.Create((float)learningRate);
    private readonly Vector512<float> decay = Vector512.Create((float)weightDecay);

    public void Apply(ref Vector512<float> parameter, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second)
    {
        gradient += decay * parameter;
        second += ((gradient * gradient) - second) * Forgetting;
        parameter -= rate * gradient / (Vector512.Sqrt(second) + Vector512.Create(1e-8f));
    }
}
