namespace Hourglass.Reports;

/// <summary>One line of a <see cref="CurveChart"/>.</summary>
/// <param name="Name">The model's name; lines of one name share a colour.</param>
/// <param name="Part">Which examples it was measured on.</param>
/// <param name="X">Positions of the values (epochs), ascending.</param>
/// <param name="Y">The values, as many as <paramref name="X"/>, or <see cref="HourglassException"/> is thrown; NaN and infinities leave a gap.</param>
internal sealed record CurveSeries(string Name, CurvePart Part, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>The values; NaN and infinities leave a gap.</summary>
    public IReadOnlyList<double> Y { get; } = X.Count == Y.Count
        ? Y
        : throw new HourglassException($"The curve '{What(Name)}' has {Got(X.Count)} positions and {Y.Count} values; give {Allowed("equally many of both")}.");

    /// <summary>The smallest and the largest value at each position, drawn as a shaded band behind the line; empty for none.</summary>
    public IReadOnlyList<(double Low, double High)> Spread { get; init; } = [];
}
