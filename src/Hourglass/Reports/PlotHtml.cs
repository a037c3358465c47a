namespace Hourglass.Reports;

/// <summary>
/// The frame of a chart. Lines and points are an SVG that stretches with the page; all text is HTML placed over and next to it in
/// percent, so that it keeps its size in any window and is drawn with the reader's fonts.
/// </summary>
internal static class PlotHtml
{
    /// <summary>Units of the SVG's coordinates along each side.</summary>
    public const int Side = 1000;

    /// <summary>Horizontal SVG coordinate of a value.</summary>
    public static double X(ChartAxis axis, double value) => Side * axis.Fraction(value);

    /// <summary>Vertical SVG coordinate of a value: an SVG counts downwards.</summary>
    public static double Y(ChartAxis axis, double value) => Side * (1 - axis.Fraction(value));

    /// <summary>
    /// Opens the grid of charts of a section: one fills the page, more are placed in rows of two or three, avoiding a single chart in the last row if
    /// possible.
    /// </summary>
    public static void OpenCharts(HtmlBuilder html, int count)
    {
        var columns = count == 1 ? "single" : count >= 3 && count % 3 != 1 ? "three" : "two";
        html.Add($"<div class=\"charts {columns}\">\n");
    }

    /// <summary>Opens the frame: ticks, labels, grid and the SVG; what follows is drawn in the SVG.</summary>
    public static void Open(HtmlBuilder html, ChartAxis x, ChartAxis y, string yLabel, string alternative)
    {
        string[] yTexts = [.. y.Ticks.Select(y.Text)];
        html.Add($"<div class=\"plot\">\n<div class=\"ylabel\" aria-hidden=\"true\">{yLabel}</div>\n");
        html.Add($"<div class=\"yticks\" aria-hidden=\"true\" style=\"width:{yTexts.Max(text => (int?)text.Length) ?? 0}ch\">");
        for (var i = 0; i < yTexts.Length; i++) html.Add($"<span style=\"bottom:{100 * y.Fraction(y.Ticks[i])}%\">{yTexts[i]}</span>");
        html.Raw("</div>\n<div class=\"canvas\">");
        html.Add($"<svg viewBox=\"0 0 {Side} {Side}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{alternative}\"><path class=\"grid\" d=\"");
        foreach (var tick in x.Ticks) html.Add($"M{X(x, tick)} 0V{Side}");
        foreach (var tick in y.Ticks) html.Add($"M0 {Y(y, tick)}H{Side}");
        html.Raw("\"/>\n");
    }

    /// <summary>Ends the SVG; what follows is text over the drawing.</summary>
    public static void CloseDrawing(HtmlBuilder html) => html.Raw("</svg>\n");

    /// <summary>Ends the text over the drawing; what follows is placed to its right.</summary>
    public static void CloseCanvas(HtmlBuilder html) => html.Raw("</div>\n");

    /// <summary>Ends the frame with the horizontal ticks and label.</summary>
    public static void Close(HtmlBuilder html, ChartAxis x, string xLabel)
    {
        html.Raw("<div class=\"xticks\" aria-hidden=\"true\">");
        foreach (var tick in x.Ticks) html.Add($"<span style=\"left:{100 * x.Fraction(tick)}%\">{x.Text(tick)}</span>");
        html.Add($"</div>\n<div class=\"xlabel\" aria-hidden=\"true\">{xLabel}</div>\n</div>\n");
    }
}
