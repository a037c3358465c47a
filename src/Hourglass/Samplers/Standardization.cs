using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>Carries each dimension to mean 0 and variance 1 and back, so that a fit need not know the codes' scale.</summary>
internal sealed class Standardization : nn.Module
{
    // A dimension that varies less than this part of the widest one is left as wide as it is.
    private const double Dead = 1e-6;
    private readonly Tensor mean;
    private readonly Tensor deviation;

    public Standardization(int dimensions)
        : base(nameof(Standardization))
    {
        mean = zeros(dimensions);
        deviation = ones(dimensions);
        register_buffer("mean", mean);
        register_buffer("deviation", deviation);
    }

    /// <summary>The standard deviation of each dimension: [dimensions].</summary>
    public Tensor Deviation => deviation;

    /// <summary>Takes the moments of rows [count, dimensions].</summary>
    public void Fit(Tensor rows)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var exact = rows.to_type(ScalarType.Float64);
        var spread = exact.std(0, unbiased: false);
        mean.copy_(exact.mean([0L]));
        deviation.copy_(where(spread.gt(spread.max() * Dead), spread, ones_like(spread)));
    }

    /// <summary>[rows, dimensions].</summary>
    public Tensor Apply(Tensor rows) => (rows - mean) / deviation;

    /// <summary>[rows, dimensions].</summary>
    public Tensor Undo(Tensor rows) => (rows * deviation) + mean;
}
