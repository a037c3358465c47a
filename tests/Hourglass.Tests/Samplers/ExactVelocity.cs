using static TorchSharp.torch;

namespace Hourglass.Tests.Samplers;

/// <summary>
/// Expected velocities cos(a) n - sin(a) x of noisy rows z = cos(a) x + sin(a) n in closed form, in 64 bits: with the mean m of x given z, it is
/// (cos(a) z - m) / sin(a).
/// </summary>
internal static class ExactVelocity
{
    /// <summary>For x from N(mean, covariance).</summary>
    public static Func<Tensor, Tensor, Tensor> Gaussian(Tensor mean, Tensor covariance) => (noisy, level) =>
    {
        var (cos, sin) = Parts(level);
        var noise = (sin / cos).square().unsqueeze(2) * eye(mean.shape[0], dtype: float64);
        var offset = (noisy.to_type(float64) / cos) - mean;
        var expected = mean + linalg.solve(covariance + noise, offset.unsqueeze(2)).transpose(1, 2).matmul(covariance).squeeze(1);
        return ((noisy * cos) - expected) / sin;
    };

    /// <summary>For x from N(0, s^2 I).</summary>
    public static Func<Tensor, Tensor, Tensor> Centred(double deviation) => (noisy, level) =>
    {
        var (cos, sin) = Parts(level);
        var variance = deviation * deviation;
        return noisy * cos * sin * (1 - variance) / ((cos.square() * variance) + sin.square());
    };

    /// <summary>For x of one number from a mixture of normal distributions.</summary>
    public static Func<Tensor, Tensor, Tensor> Mixture(double[] weights, double[] means, double deviation) => (noisy, level) =>
    {
        var (cos, sin) = Parts(level);
        var variance = (sin / cos).square() + (deviation * deviation);
        var offsets = (noisy.to_type(float64) / cos) - tensor(means);
        var shares = (tensor(weights).log() - (offsets.square() / (2 * variance))).softmax(1);
        var expected = (shares * (tensor(means) + (offsets * (deviation * deviation) / variance))).sum(1, keepdim: true);
        return ((noisy * cos) - expected) / sin;
    };

    /// <summary>log p and the distribution function of cos(a) x + sin(a) n for x from that mixture: [rows] each.</summary>
    public static (Tensor LogDensity, Tensor Distribution) Of(Tensor rows, double[] weights, double[] means, double deviation, double angle = 0)
    {
        var spread = Math.Sqrt(Math.Pow(Math.Cos(angle) * deviation, 2) + Math.Pow(Math.Sin(angle), 2));
        var scaled = (rows.to_type(float64) - (Math.Cos(angle) * tensor(means))) / spread;
        var density = (tensor(weights).log() - (scaled.square() / 2) - Math.Log(spread * Math.Sqrt(2 * Math.PI))).logsumexp(1);
        return (density, (tensor(weights) * ((scaled / Math.Sqrt(2)).erf() + 1) / 2).sum(1));
    }

    private static (Tensor Cos, Tensor Sin) Parts(Tensor level)
    {
        var angle = level.to_type(float64).atan();
        return (angle.cos(), angle.sin());
    }
}
