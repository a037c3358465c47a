using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>A diagonal Gaussian code: the encoder gives the means, then the log-variances.</summary>
public sealed record GaussianSpec : CodeSpec<GaussianCode>
{
    /// <inheritdoc/>
    public override int NumbersPerDimension => 2;

    /// <inheritdoc/>
    public override GaussianCode Read(Tensor encoded)
    {
        var halves = encoded.chunk(2, dim: 1);
        return new GaussianCode(halves[0], halves[1]);
    }
}
