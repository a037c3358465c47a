namespace Hourglass.Evaluation;

/// <summary>How well two columns of a made table agree with those of the real one, taken together.</summary>
/// <param name="First">The first column.</param>
/// <param name="Second">The second column.</param>
/// <param name="Similarity">
/// 1 - |difference of the correlations| / 2 for two columns of numbers, dates or durations, else 1 - the total variation distance of the contingency tables,
/// with numbers in 10 intervals of equal width over the real range; over the rows in which both cells are given, 0 to 1, 1 for equal distributions. Null if no
/// real row has both.
/// </param>
public sealed record PairFidelity(string First, string Second, double? Similarity);
