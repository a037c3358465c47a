namespace Hourglass.Kernels.Elementwise;

/// <summary>The same likelihood for every feature, of which the decoder gives one number each.</summary>
/// <param name="kernel">The loop over features.</param>
/// <param name="features">Number of features.</param>
/// <param name="constant">What the loop omits, in nats per row.</param>
internal sealed unsafe class FeatureLikelihood(LikelihoodKernel kernel, int features, double constant = 0) : PanelLikelihood
{
    /// <inheritdoc/>
    public override int Parts => features;

    /// <inheritdoc/>
    public override double Constant => constant;

    /// <inheritdoc/>
    public override (int Output, int Target) StartOf(int part) => (part, part);

    /// <inheritdoc/>
    public override void Evaluate(int from, int to, float* output, float* target, float* gradient, float* weights, float* sums) =>
        kernel.Evaluate(output, target, gradient, to - from, weights, sums);

    /// <inheritdoc/>
    public override void Add(float* output, float* target, float* sums) => kernel.Add(output, target, features, sums);
}
