namespace Hourglass.Data;

/// <summary>One factor of variation of the data, with a known value for each example.</summary>
/// <param name="Name">Its name, such as <c>scale</c>.</param>
/// <param name="Size">Number of values, 0 to Size - 1; at least 1.</param>
/// <param name="IsOrdered">Whether neighbouring values are similar, as for sizes and positions, or unordered, as for shapes.</param>
public sealed record Factor(string Name, int Size, bool IsOrdered = true);
