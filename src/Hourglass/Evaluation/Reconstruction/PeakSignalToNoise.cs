using Hourglass.Passes;

namespace Hourglass.Evaluation;

/// <summary>
/// <c>psnr_db</c> = 10 log10(1 / mse) with the error of all examples together, for data in [0, 1]. For a denoising model also
/// <c>noisy_psnr_db</c>, of the corrupted input against the clean example, and <c>psnr_gain_db</c>, their difference.
/// An error of exactly 0 has no value.
/// </summary>
/// <param name="denoising">Whether the input is a corrupted version of the target.</param>
internal sealed class PeakSignalToNoise(bool denoising) : IMeasure
{
    private double error;
    private double inputError;
    private long numbers;

    public IEnumerable<Metric> Metrics
    {
        get
        {
            var cleaned = Decibels(error / numbers);
            var noisy = Decibels(inputError / numbers);
            if (double.IsFinite(cleaned)) yield return new("psnr_db", cleaned);
            if (!denoising || !double.IsFinite(noisy)) yield break;
            yield return new("noisy_psnr_db", noisy);
            if (double.IsFinite(cleaned)) yield return new("psnr_gain_db", cleaned - noisy);
        }
    }

    public void Add(ReconstructedBatch batch)
    {
        error += batch.SquaredDifference(batch.Target, batch.Mean);
        if (denoising) inputError += batch.SquaredDifference(batch.Target, batch.Input);
        numbers += batch.Numbers;
    }

    private static double Decibels(double meanSquaredError) => -10 * Math.Log10(meanSquaredError);
}
