namespace Hourglass.Data;

/// <summary>The names of the arrays of a .npz file that form one split.</summary>
/// <param name="Examples">The examples.</param>
/// <param name="Labels">Their labels, or null.</param>
/// <param name="Conditions">Their side columns, or null.</param>
/// <param name="Lengths">Their lengths, or null.</param>
/// <param name="Factors">Their factors, or null.</param>
internal sealed record NpzSplit(string Examples, string? Labels, string? Conditions, string? Lengths, string? Factors)
{
    /// <summary>The numeric arrays among them.</summary>
    public IEnumerable<string> Numbers => new[] { Examples, Conditions, Lengths, Factors }.OfType<string>();
}
