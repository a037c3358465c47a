namespace Hourglass.Data;

/// <summary>One thing that varies in the data, with a known value for each example.</summary>
/// <param name="Name">What it is, such as <c>scale</c>.</param>
/// <param name="Size">How many values it has: 0 to Size - 1; at least 1.</param>
/// <param name="IsOrdered">Whether neighbouring values are alike, as with sizes and positions, or mere kinds, as with shapes.</param>
public sealed record Factor(string Name, int Size, bool IsOrdered = true);
