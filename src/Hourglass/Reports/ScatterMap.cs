namespace Hourglass.Reports;

/// <summary>A two-dimensional map of codes: one point per example.</summary>
/// <param name="Title">The name of the model.</param>
/// <param name="Caption">Text about the map, such as "5-NN accuracy 0.43"; may be empty.</param>
/// <param name="Codes">Codes [count x 2], row-major; a point with a non-finite value is omitted, and the page says so.</param>
/// <param name="Labels">One class index per example, or null for a map of one colour; a negative index is an unknown class, drawn grey.</param>
public sealed record ScatterMap(string Title, string Caption, float[] Codes, IReadOnlyList<int>? Labels)
{
    /// <summary>One class index per example, or null.</summary>
    public IReadOnlyList<int>? Labels { get; } = Codes.Length % 2 == 0 && (Labels is null || Labels.Count == Codes.Length / 2)
        ? Labels
        : throw new HourglassException($"The map '{What(Title)}' has {Got(Codes.Length)} numbers and {Labels?.Count ?? 0} labels; give " +
            $"{Allowed("two numbers and one label per point, or no labels at all")}.");

    /// <summary>Number of points.</summary>
    public int Count => Codes.Length / 2;
}
