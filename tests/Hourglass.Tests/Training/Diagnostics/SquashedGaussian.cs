using Hourglass.Losses;
using static TorchSharp.torch;

namespace Hourglass.Tests.Training.Diagnostics;

/// <summary>A Gaussian loss whose mean is a hyperbolic tangent, and so cannot leave [-1, 1].</summary>
internal sealed record SquashedGaussian : Loss
{
    private static readonly Gaussian Inner = new(0.5);

    public override bool IsDensity => true;

    public override Tensor NegativeLogLikelihood(Tensor output, Tensor target) => Inner.NegativeLogLikelihood(output.tanh(), target);

    public override Tensor Mean(Tensor output) => output.tanh();

    public override Tensor Sample(Tensor output, Generator random) => Inner.Sample(output.tanh(), random);
}
