using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// Transforms each dimension to mean 0 and variance 1 and back, so that a fit does not depend on the codes' scale. A dimension that is constant
/// up to rounding is dead: it maps to 0, and any value maps back to its mean.
/// </summary>
internal sealed class Standardization : nn.Module
{
    // A dimension is dead if its deviation is at most this fraction of the largest one.
    private const double Dead = 1e-6;
    private readonly Tensor mean;
    private readonly Tensor deviation;

    public Standardization(int dimensions)
        : base(nameof(Standardization))
    {
        mean = zeros(dimensions, dtype: ScalarType.Float32);
        deviation = ones(dimensions, dtype: ScalarType.Float32);
        register_buffer("mean", mean);
        register_buffer("deviation", deviation);
    }

    /// <summary>The standard deviation of each dimension, 0 for a dead one: [dimensions].</summary>
    public Tensor Deviation => deviation;

    /// <summary>The dimensions that are not dead: [live] of int64.</summary>
    public Tensor Live => deviation.nonzero().squeeze(1);

    /// <summary>Computes the moments of rows [count, dimensions].</summary>
    public void Fit(Tensor rows)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var exact = rows.to_type(ScalarType.Float64);
        var spread = exact.std(0, unbiased: false);
        mean.copy_(exact.mean([0L]));

        // If all codes are equal, no dimension is treated as dead.
        var dead = spread.max().item<double>() == 0 ? ones_like(spread) : zeros_like(spread);
        deviation.copy_(where(spread.gt(spread.max() * Dead), spread, dead));
    }

    /// <summary>[rows, dimensions].</summary>
    public Tensor Apply(Tensor rows)
    {
        using var scope = NewDisposeScope();
        var live = deviation.gt(0).to_type(deviation.dtype);
        return ((rows - mean) * live / (deviation + (1 - live))).MoveToOuterDisposeScope();
    }

    /// <summary>[rows, dimensions].</summary>
    public Tensor Undo(Tensor rows) => (rows * deviation) + mean;
}
