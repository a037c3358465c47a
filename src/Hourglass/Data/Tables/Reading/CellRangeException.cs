namespace Hourglass.Data;

/// <summary>A cell is not one of those that its column was measured to have: the source has changed in between.</summary>
internal sealed class CellRangeException(double cell) : Exception($"The cell {cell} lies outside the range of its column.");
