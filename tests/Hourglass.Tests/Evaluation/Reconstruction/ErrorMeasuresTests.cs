using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation;

public sealed class ErrorMeasuresTests
{
    private const int Size = 6;
    private static readonly float[] Target = Batches.Numbers(5 * Size, 1);
    private static readonly float[] Mean = Batches.Numbers(5 * Size, 2);
    private static readonly float[] Input = Batches.Numbers(5 * Size, 3);

    [Fact]
    public void Squared_error_is_the_mean_over_unequal_batches()
    {
        var expected = Target.Zip(Mean, (x, y) => Math.Pow((double)x - y, 2)).Average();
        Assert.Equal(expected, Fed(new SquaredError()).Value("mse_per_feature"), 1e-12);
    }

    [Fact]
    public void Squared_error_cuts_nothing_to_a_range()
    {
        var measure = new SquaredError();
        measure.Add(Batches.Of([0, 1], [-1, 4], 2));
        Assert.Equal(5, measure.Metrics.Value("mse_per_feature"), 1e-12);
    }

    [Fact]
    public void Cross_entropy_is_that_of_the_definition()
    {
        var expected = Target.Zip(Mean, (x, p) => (-x * Math.Log(p)) - ((1 - (double)x) * Math.Log(1 - (double)p))).Average();
        Assert.Equal(expected, Fed(new BinaryCrossEntropy()).Value("bce_per_feature"), 1e-9);
    }

    [Theory]
    [InlineData(0, 0, 1e-7)]
    [InlineData(0, -3, 1e-7)]
    [InlineData(1, 0, 16.11809565095832)]
    [InlineData(0, 1, 16.11809565095832)]
    [InlineData(1, 5, 1e-7)]
    public void Cross_entropy_cuts_probabilities_as_Keras_does(float target, float mean, double expected)
    {
        var measure = new BinaryCrossEntropy();
        measure.Add(Batches.Of([target], [mean], 1));
        Assert.Equal(expected, measure.Metrics.Value("bce_per_feature"), 1e-9);
    }

    [Fact]
    public void Signal_to_noise_is_of_all_examples_together()
    {
        var metrics = Fed(new PeakSignalToNoise(denoising: true));
        var (cleaned, noisy) = (Decibels(Mean), Decibels(Input));
        Assert.Equal(["psnr_db", "noisy_psnr_db", "psnr_gain_db"], metrics.Select(metric => metric.Name));
        Assert.Equal(cleaned, metrics.Value("psnr_db"), 1e-9);
        Assert.Equal(noisy, metrics.Value("noisy_psnr_db"), 1e-9);
        Assert.Equal(cleaned - noisy, metrics.Value("psnr_gain_db"), 1e-9);
        Assert.Equal(["psnr_db"], Fed(new PeakSignalToNoise(denoising: false)).Select(metric => metric.Name));

        static double Decibels(float[] other) => 10 * Math.Log10(1 / Target.Zip(other, (x, y) => Math.Pow((double)x - y, 2)).Average());
    }

    [Fact]
    public void An_error_of_nothing_has_no_signal_to_noise_ratio()
    {
        var measure = new PeakSignalToNoise(denoising: true);
        measure.Add(Batches.Of([0, 1], [0, 1], 2, [0, 0]));
        Assert.Equal(["noisy_psnr_db"], measure.Metrics.Select(metric => metric.Name));
    }

    private static Metric[] Fed(IMeasure measure)
    {
        measure.Add(Batches.Of(Target[..(2 * Size)], Mean[..(2 * Size)], Size, Input[..(2 * Size)]));
        measure.Add(Batches.Of(Target[(2 * Size)..], Mean[(2 * Size)..], Size, Input[(2 * Size)..]));
        return [.. measure.Metrics];
    }
}
