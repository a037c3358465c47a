using static TorchSharp.torch;

namespace Hourglass.Tests;

public sealed class ActivationRangeTests
{
    public static TheoryData<Activation> All => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(All))]
    public void The_range_is_reached_and_not_left(Activation activation)
    {
        using var scope = NewDisposeScope();
        var values = activation.Apply(linspace(-60, 60, 120_001, ScalarType.Float64));
        var (least, most) = activation.Range();
        Near(least, values.min().item<double>());
        Near(most, values.max().item<double>());

        static void Near(double end, double found)
        {
            if (double.IsInfinity(end)) Assert.True(Math.Abs(found) > 0.5);
            else Assert.Equal(end, found, 1e-6);
        }
    }
}
