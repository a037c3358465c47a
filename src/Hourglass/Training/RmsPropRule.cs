using System.Numerics;

namespace Hourglass.Training;

/// <summary>RMSprop (Tieleman &amp; Hinton 2012) with smoothing 0.99 and epsilon 1e-8: w = w - rate g / (sqrt(v) + epsilon).</summary>
internal readonly struct RmsPropRule(double learningRate, double weightDecay) : IUpdateRule
{
    private const float Forgetting = 0.01f;
    private readonly Vector<float> rate = new((float)learningRate);
    private readonly Vector<float> decay = new((float)weightDecay);

    public void Apply(ref Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second)
    {
        gradient += decay * parameter;
        second += ((gradient * gradient) - second) * Forgetting;
        parameter -= rate * gradient / (Vector.SquareRoot(second) + new Vector<float>(1e-8f));
    }
}
