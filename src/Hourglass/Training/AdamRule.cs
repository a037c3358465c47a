using System.Numerics;

namespace Hourglass.Training;

/// <summary>Adam (Kingma &amp; Ba 2015, algorithm 1), with weight decay in the gradient (L2) or decoupled (AdamW).</summary>
internal readonly struct AdamRule : IUpdateRule
{
    private readonly Vector<float> rate;
    private readonly Vector<float> inverseRoot;
    private readonly Vector<float> coupledDecay;
    private readonly Vector<float> shrink;
    private readonly Vector<float> firstShare;
    private readonly Vector<float> secondShare;
    private readonly Vector<float> epsilon;

    /// <param name="options">Weight decay, betas and epsilon.</param>
    /// <param name="learningRate">That of this step.</param>
    /// <param name="step">The number of this step, from 1.</param>
    public AdamRule(TrainingOptions options, double learningRate, long step)
    {
        var decoupled = options.Optimizer == OptimizerKind.AdamW;
        rate = new Vector<float>((float)(learningRate / (1 - Math.Pow(options.AdamBeta1, step))));
        inverseRoot = new Vector<float>((float)(1 / Math.Sqrt(1 - Math.Pow(options.AdamBeta2, step))));
        coupledDecay = new Vector<float>(decoupled ? 0 : (float)options.WeightDecay);
        shrink = new Vector<float>(decoupled ? (float)(1 - (learningRate * options.WeightDecay)) : 1);
        firstShare = new Vector<float>((float)(1 - options.AdamBeta1));
        secondShare = new Vector<float>((float)(1 - options.AdamBeta2));
        epsilon = new Vector<float>((float)options.AdamEpsilon);
    }

    public void Apply(ref Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second)
    {
        gradient += coupledDecay * parameter;
        first += (gradient - first) * firstShare;
        second += ((gradient * gradient) - second) * secondShare;
        var denominator = (Vector.SquareRoot(second) * inverseRoot) + epsilon;
        parameter = (parameter * shrink) - (rate * first / denominator);
    }
}
