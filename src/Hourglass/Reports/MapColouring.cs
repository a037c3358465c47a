namespace Hourglass.Reports;

/// <summary>One way to colour the points of a map: by a column.</summary>
/// <param name="Name">The column.</param>
/// <param name="Labels">One colour index per point; a negative one is grey.</param>
/// <param name="Names">The meaning of each index.</param>
/// <param name="Grey">The meaning of grey points; empty if there are none.</param>
/// <param name="IsSequential">Whether the indices are in an order, from low to high.</param>
internal sealed record MapColouring(string Name, IReadOnlyList<int> Labels, IReadOnlyList<string> Names, string Grey, bool IsSequential);
