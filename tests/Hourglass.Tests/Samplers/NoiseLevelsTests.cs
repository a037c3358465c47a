using Hourglass.Samplers;
using static TorchSharp.torch;

namespace Hourglass.Tests.Samplers;

public sealed class NoiseLevelsTests
{
    [Fact]
    public void Angles_fall_evenly_in_the_third_root()
    {
        var angles = NoiseLevels.Angles(19);
        Assert.Equal(20, angles.Length);
        Assert.Equal([160, 0.004, 0], new[] { angles[0], angles[18], angles[19] }.Select(angle => Math.Round(Math.Tan(angle), 9)));
        Assert.Equal((Math.Cbrt(Math.Atan(160)) + Math.Cbrt(Math.Atan(0.004))) / 2, Math.Cbrt(angles[9]), 1e-12);
        Assert.Equal([160, 0.004, 0], NoiseLevels.Angles(2).Select(angle => Math.Round(Math.Tan(angle), 9)));
    }

    [Fact]
    public void Levels_of_training_are_log_normal_and_those_of_judging_log_uniform()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var training = NoiseLevels.Training(20_000, random).log();
        Assert.Equal([20_000, 1], training.shape);
        Assert.Equal(Math.Log(2) - 1.2, training.mean().item<float>(), 1e-3);
        Assert.Equal(1.2, training.std().item<float>(), 1e-3);
        Assert.Equal(0.6827, (training - (Math.Log(2) - 1.2)).abs().lt(1.2).to_type(float32).mean().item<float>(), 1e-3);

        // One level in each of a hundred parts of equal width in the logarithm.
        var parts = (NoiseLevels.Uniform(100, random).log() - Math.Log(NoiseLevels.Least)) / NoiseLevels.LogRange * 100;
        Assert.Equal(Enumerable.Range(0, 100), parts.data<float>().Select(part => (int)part));
        Assert.Contains(parts.data<float>(), part => part % 1 is > 0.3f and < 0.7f);
        Assert.True(NoiseLevels.Training(1, random).isfinite().all().item<bool>());
    }
}
