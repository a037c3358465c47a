using System.Runtime.Intrinsics;

namespace Hourglass.Training;

/// <summary>Stochastic gradient descent with momentum 0.9: v = 0.9 v + g, w = w - rate v.</summary>
internal readonly struct SgdRule(double learningRate, double weightDecay) : IUpdateRule
{
    private const float Momentum = 0.9f;
    private readonly Vector512<float> rate = Vector512.Create((float)learningRate);
    private readonly Vector512<float> decay = Vector512.Create((float)weightDecay);

    public void Apply(ref Vector512<float> parameter, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second)
    {
        first = (first * Momentum) + gradient + (decay * parameter);
        parameter -= rate * first;
    }
}
