using System.Runtime.Intrinsics;

namespace Hourglass.Training;

/// <summary>Adamax (Kingma &amp; Ba 2015, algorithm 2): u = max(beta2 u, |g| + epsilon), w = w - rate / (1 - beta1^t) m / u.</summary>
internal readonly struct AdamaxRule : IUpdateRule
{
    private readonly Vector512<float> rate;
    private readonly Vector512<float> decay;
    private readonly Vector512<float> firstShare;
    private readonly Vector512<float> kept;
    private readonly Vector512<float> epsilon;

    /// <param name="options">Weight decay, betas and epsilon.</param>
    /// <param name="learningRate">Learning rate of this step.</param>
    /// <param name="step">Number of this step, from 1.</param>
    public AdamaxRule(TrainingOptions options, double learningRate, long step)
    {
        rate = Vector512.Create((float)(learningRate / (1 - Math.Pow(options.AdamBeta1, step))));
        decay = Vector512.Create((float)options.WeightDecay);
        firstShare = Vector512.Create((float)(1 - options.AdamBeta1));
        kept = Vector512.Create((float)options.AdamBeta2);
        epsilon = Vector512.Create((float)options.AdamEpsilon);
    }

    public void Apply(ref Vector512<float> parameter, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second)
    {
        gradient += decay * parameter;
        first += (gradient - first) * firstShare;
        second = Vector512.Max(second * kept, Vector512.Abs(gradient) + epsilon);
        parameter -= rate * first / second;
    }
}
