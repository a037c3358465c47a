using System.Numerics;

namespace Hourglass.Training;

/// <summary>Stochastic gradient descent with momentum 0.9: v = 0.9 v + g, w = w - rate v.</summary>
internal readonly struct SgdRule(double learningRate, double weightDecay) : IUpdateRule
{
    private const float Momentum = 0.9f;
    private readonly Vector<float> rate = new((float)learningRate);
    private readonly Vector<float> decay = new((float)weightDecay);

    public void Apply(ref Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second)
    {
        first = (first * Momentum) + gradient + (decay * parameter);
        parameter -= rate * first;
    }
}
