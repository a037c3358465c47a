namespace Hourglass.Reports;

/// <summary>Rows of a table under one title.</summary>
/// <param name="Title">The title; empty for none.</param>
/// <param name="Rows">The rows: a name of each, and one cell per column.</param>
internal sealed record RowGroup(string Title, IReadOnlyList<(string Name, IReadOnlyList<RowCell> Cells)> Rows);
