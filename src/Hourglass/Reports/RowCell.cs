namespace Hourglass.Reports;

/// <summary>A cell of a <see cref="RowsSection"/>.</summary>
/// <param name="Text">The cell as written.</param>
/// <param name="Note">A few words below it; empty for none.</param>
/// <param name="Mark">What is special about it.</param>
internal readonly record struct RowCell(string Text, string Note = "", CellMark Mark = CellMark.None);
