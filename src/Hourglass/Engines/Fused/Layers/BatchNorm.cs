using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>A batch normalisation in a plan, with the data that its four operations share; see <see cref="BatchNormalization"/>.</summary>
/// <param name="Input">x.</param>
/// <param name="Output">y.</param>
/// <param name="Weight">One number per unit or feature map.</param>
/// <param name="Bias">One number per unit or feature map.</param>
/// <param name="RunningMean">The running mean.</param>
/// <param name="RunningVariance">The running unbiased variance.</param>
internal sealed record BatchNorm(SignalOrMaps Input, SignalOrMaps Output, ParameterMemory Weight, ParameterMemory Bias, BufferMemory RunningMean,
    BufferMemory RunningVariance)
{
    /// <summary>Number of units or feature maps.</summary>
    public int Channels => Weight.Length;

    /// <summary>Count of numbers in each mean of the current step.</summary>
    public int Count => Input.Rows * Input.Values.Height * Input.Values.Width;

    /// <summary>m.</summary>
    public AlignedBuffer Mean { get; } = new(Weight.Length);

    /// <summary>1 / s.</summary>
    public AlignedBuffer Inverse { get; } = new(Weight.Length);

    /// <summary>weight / s.</summary>
    public AlignedBuffer Scale { get; } = new(Weight.Length);

    /// <summary>The term that is subtracted from dy.</summary>
    public AlignedBuffer Slope { get; } = new(Weight.Length);

    /// <summary>The factor of x - m that is subtracted from dy.</summary>
    public AlignedBuffer Product { get; } = new(Weight.Length);

    /// <summary>Memory for sums.</summary>
    public double[] First { get; } = new double[Weight.Length];

    /// <summary>Memory for sums.</summary>
    public double[] Second { get; } = new double[Weight.Length];
}
