using System.Numerics;

namespace Hourglass.Training;

/// <summary>Adamax (Kingma &amp; Ba 2015, algorithm 2): u = max(beta2 u, |g| + epsilon), w = w - rate / (1 - beta1^t) m / u.</summary>
internal readonly struct AdamaxRule : IUpdateRule
{
    private readonly Vector<float> rate;
    private readonly Vector<float> decay;
    private readonly Vector<float> firstShare;
    private readonly Vector<float> kept;
    private readonly Vector<float> epsilon;

    /// <param name="options">Weight decay, betas and epsilon.</param>
    /// <param name="learningRate">That of this step.</param>
    /// <param name="step">The number of this step, from 1.</param>
    public AdamaxRule(TrainingOptions options, double learningRate, long step)
    {
        rate = new Vector<float>((float)(learningRate / (1 - Math.Pow(options.AdamBeta1, step))));
        decay = new Vector<float>((float)options.WeightDecay);
        firstShare = new Vector<float>((float)(1 - options.AdamBeta1));
        kept = new Vector<float>((float)options.AdamBeta2);
        epsilon = new Vector<float>((float)options.AdamEpsilon);
    }

    public void Apply(ref Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second)
    {
        gradient += decay * parameter;
        first += (gradient - first) * firstShare;
        second = Vector.Max(second * kept, Vector.Abs(gradient) + epsilon);
        parameter -= rate * first / second;
    }
}
