namespace Hourglass.Reports;

/// <summary>A picture sheet with its texts.</summary>
/// <param name="Sheet">The pictures.</param>
/// <param name="Caption">One sentence below the sheet, which is also its alternative text.</param>
/// <param name="RowCaptions">A word or two next to each row, repeated from the start if the sheet has more rows; null for none.</param>
/// <param name="Title">Title above the sheet if a section has several; null for none.</param>
internal sealed record PicturePanel(PictureSheet Sheet, string Caption, IReadOnlyList<string>? RowCaptions = null, string? Title = null);
