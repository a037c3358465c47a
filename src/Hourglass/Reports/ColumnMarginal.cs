namespace Hourglass.Reports;

/// <summary>The distribution of a column in real and made rows.</summary>
/// <param name="Name">The column.</param>
/// <param name="Description">Kind, missing cells, how alike the distributions are.</param>
/// <param name="IsHistogram">Whether the bars are intervals of numbers, drawn side by side; else levels, one below the other.</param>
/// <param name="Bars">The bars.</param>
/// <param name="Least">The lower end of a histogram.</param>
/// <param name="Most">The upper end.</param>
internal sealed record ColumnMarginal(string Name, string Description, bool IsHistogram, IReadOnlyList<MarginalBar> Bars, string Least = "", string Most = "");
