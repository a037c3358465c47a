namespace Hourglass.Reports;

/// <summary>A picture sheet with what there is to say about it.</summary>
/// <param name="Sheet">The pictures.</param>
/// <param name="Caption">One sentence under the sheet, which also stands for it where pictures are not seen.</param>
/// <param name="RowCaptions">A word or two beside each row, repeated from the start where the sheet has more rows; null for none.</param>
/// <param name="Title">Stands over the sheet where a section has several; null for none.</param>
internal sealed record PicturePanel(PictureSheet Sheet, string Caption, IReadOnlyList<string>? RowCaptions = null, string? Title = null);
