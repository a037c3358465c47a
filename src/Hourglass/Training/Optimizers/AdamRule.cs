using System.Runtime.Intrinsics;

namespace Hourglass.Training;

/// <summary>Adam (Kingma &amp; Ba 2015, algorithm 1), with weight decay in the gradient (L2) or decoupled (AdamW).</summary>
internal readonly struct AdamRule : IUpdateRule
{
    private readonly Vector512<float> rate;
    private readonly Vector512<float> inverseRoot;
    private readonly Vector512<float> coupledDecay;
    private readonly Vector512<float> shrink;
    private readonly Vector512<float> firstShare;
    private readonly Vector512<float> secondShare;
    private readonly Vector512<float> epsilon;

    /// <param name="options">Weight decay, betas and epsilon.</param>
    /// <param name="learningRate">Learning rate of this step.</param>
    /// <param name="step">Number of this step, from 1.</param>
    public AdamRule(TrainingOptions options, double learningRate, long step)
    {
        var decoupled = options.Optimizer == OptimizerKind.AdamW;
        rate = Vector512.Create((float)(learningRate / (1 - Math.Pow(options.AdamBeta1, step))));
        inverseRoot = Vector512.Create((float)(1 / Math.Sqrt(1 - Math.Pow(options.AdamBeta2, step))));
        coupledDecay = Vector512.Create(decoupled ? 0 : (float)options.WeightDecay);
        shrink = Vector512.Create(decoupled ? (float)(1 - (learningRate * options.WeightDecay)) : 1);
        firstShare = Vector512.Create((float)(1 - options.AdamBeta1));
        secondShare = Vector512.Create((float)(1 - options.AdamBeta2));
        epsilon = Vector512.Create((float)options.AdamEpsilon);
    }

    public void Apply(ref Vector512<float> parameter, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second)
    {
        gradient += coupledDecay * parameter;
        first += (gradient - first) * firstShare;
        second += ((gradient * gradient) - second) * secondShare;
        var denominator = (Vector512.Sqrt(second) * inverseRoot) + epsilon;
        parameter = (parameter * shrink) - (rate * first / denominator);
    }
}
