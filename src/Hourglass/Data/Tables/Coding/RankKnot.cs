namespace Hourglass.Data;

/// <summary>A number of a column on a <see cref="RankScale"/>.</summary>
/// <param name="Number">The number.</param>
/// <param name="From">The least scaled value from which it is made.</param>
/// <param name="At">Its scaled value.</param>
/// <param name="To">The greatest scaled value from which it is made; above <paramref name="From"/> if it is frequent.</param>
public sealed record RankKnot(double Number, double From, double At, double To);
