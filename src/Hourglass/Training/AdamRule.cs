using System.Numerics;

namespace Hourglass.Training;

/// <summary>Adam (Kingma &amp; Ba 2015, algorithm 1), with weight decay in the gradient (L2) or decoupled (AdamW).</summary>
internal readonly struct AdamRule : IUpdateRule
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;
    private readonly Vector<float> rate;
    private readonly Vector<float> inverseRoot;
    private readonly Vector<float> coupledDecay;
    private readonly Vector<float> shrink;

    public AdamRule(double learningRate, double weightDecay, bool decoupled, long step)
    {
        rate = new Vector<float>((float)(learningRate / (1 - Math.Pow(Beta1, step))));
        inverseRoot = new Vector<float>((float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, step))));
        coupledDecay = new Vector<float>(decoupled ? 0 : (float)weightDecay);
        shrink = new Vector<float>(decoupled ? (float)(1 - (learningRate * weightDecay)) : 1);
    }

    public void Apply(ref Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second)
    {
        gradient += coupledDecay * parameter;
        first += (gradient - first) * (float)(1 - Beta1);
        second += ((gradient * gradient) - second) * (float)(1 - Beta2);
        var denominator = (Vector.SquareRoot(second) * inverseRoot) + new Vector<float>((float)Epsilon);
        parameter = (parameter * shrink) - (rate * first / denominator);
    }
}
