using Hourglass.Data;
using Hourglass.Losses;
using static TorchSharp.torch;

namespace Hourglass.Tests.Losses;

/// <summary>A Gaussian column, for which the decoder gives one number, and behind it a column of three values, for which it gives three.</summary>
internal sealed record MixedColumns : IndependentLoss
{
    private static readonly Gaussian First = new(0.3);
    private static readonly Categorical Second = new(3);

    public override DataShape OutputShape(DataShape shape) => DataShape.Row(1 + 3);

    public override Tensor PerFeature(Tensor output, Tensor target) =>
        cat([First.PerFeature(output.narrow(1, 0, 1), target.narrow(1, 0, 1)), Second.PerFeature(output.narrow(1, 1, 3), target.narrow(1, 1, 1))], 1);

    public override Tensor Mean(Tensor output) => cat([First.Mean(output.narrow(1, 0, 1)), Second.Mean(output.narrow(1, 1, 3))], 1);

    public override Tensor Sample(Tensor output, Generator random) =>
        cat([First.Sample(output.narrow(1, 0, 1), random), Second.Sample(output.narrow(1, 1, 3), random)], 1);
}
