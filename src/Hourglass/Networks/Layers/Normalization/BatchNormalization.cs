using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>Batch normalisation of each channel; see <see cref="BatchNormalizationModule"/>.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="Shape">The shape of input and output; there is one weight, one bias and one of each running statistic per channel.</param>
internal sealed record BatchNormalization(string Name, DataShape Shape) : Layer(Name, Shape, Shape)
{
    /// <summary>Added to the variance.</summary>
    public const double Epsilon = 1e-5;

    /// <summary>The fraction of the running statistics that a step replaces.</summary>
    public const double Momentum = 0.1;

    /// <summary>The name of the weights: [channels].</summary>
    public string Weight => $"{Name}.weight";

    /// <inheritdoc/>
    public override string Bias => $"{Name}.bias";

    /// <summary>The name of the running means: [channels].</summary>
    public string RunningMean => $"{Name}.running_mean";

    /// <summary>The name of the running variances: [channels].</summary>
    public string RunningVariance => $"{Name}.running_var";

    /// <inheritdoc/>
    public override IEnumerable<LayerTensor> Tensors =>
    [
        .. Weights.Of(Weight, [Shape.Channels], Bias, Shape.Channels),
        new(RunningMean, [Shape.Channels], Learns: false),
        new(RunningVariance, [Shape.Channels], Learns: false),
    ];
}
