namespace Hourglass.Data;

/// <summary>A mode of a <see cref="DensityBlock"/>: from where, and in which unit, the decoder's outputs are counted.</summary>
/// <param name="Center">The location for the output 0.</param>
/// <param name="Unit">The unit of the location; also the deviation for the output 0, less the least one. Above 0.</param>
public sealed record DensityMode(double Center, double Unit);
