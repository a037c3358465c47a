using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// Carries each dimension to mean 0 and variance 1 and back, so that a fit need not know the codes' scale. A dimension that is constant,
/// as far as can be told, is dead: it goes to 0, and comes back as its mean whatever it is.
/// </summary>
internal sealed class Standardization : nn.Module
{
    // A dimension that varies no more than this part of the widest one is dead.
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

    /// <summary>The standard deviation of each dimension, 0 of a dead one: [dimensions].</summary>
    public Tensor Deviation => deviation;

    /// <summary>The dimensions that are not dead: [live] of int64.</summary>
    public Tensor Live => deviation.nonzero().squeeze(1);

    /// <summary>Takes the moments of rows [count, dimensions].</summary>
    public void Fit(Tensor rows)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var exact = rows.to_type(ScalarType.Float64);
        var spread = exact.std(0, unbiased: false);
        mean.copy_(exact.mean([0L]));

        // Where all codes are the same, none is told from the others by being dead.
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
