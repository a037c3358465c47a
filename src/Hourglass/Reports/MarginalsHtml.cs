namespace Hourglass.Reports;

/// <summary>Writes the columns of a <see cref="MarginalsSection"/>: real rows as areas, made rows as lines over them.</summary>
internal static class MarginalsHtml
{
    private const int Height = 90;
    private const int Step = 10;

    public static void Add(HtmlBuilder html, MarginalsSection section)
    {
        html.Raw("<ul class=\"legend\"><li class=\"real\"><i class=\"area\"></i>real rows</li><li class=\"made\"><i class=\"line\"></i>made rows</li></ul>\n");
        html.Raw("<div class=\"marginals\">\n");
        foreach (var column in section.Columns)
        {
            html.Add($"<figure class=\"marginal\">\n<h3>{column.Name}</h3>\n<p class=\"kind\">{column.Description}</p>\n");
            if (column.IsHistogram) AddHistogram(html, column);
            else AddLevels(html, column);
            html.Raw("</figure>\n");
        }

        html.Raw("</div>\n");
        if (section.Note.Length > 0) html.Add($"<p class=\"note\">{section.Note}</p>\n");
    }

    private static void AddHistogram(HtmlBuilder html, ColumnMarginal column)
    {
        var (bars, most) = (column.Bars, Most(column));
        html.Add($"<svg viewBox=\"0 -2 {bars.Count * Step} {Height + 2}\" preserveAspectRatio=\"none\" role=\"img\" ");
        html.Add($"aria-label=\"Histogram of {column.Name} in real and made rows\">");
        for (var i = 0; i < bars.Count; i++)
        {
            var height = Height * bars[i].Real / most;
            html.Add($"<rect class=\"real\" x=\"{i * Step}\" y=\"{Height - height}\" width=\"{Step}\" height=\"{height}\"/>");
        }

        html.Raw("<path class=\"made\" d=\"");
        for (var i = 0; i < bars.Count; i++)
        {
            var top = Height - (Height * bars[i].Made / most);
            html.Add($"{(i == 0 ? "M" : "L")}{i * Step} {top}H{(i + 1) * Step}");
        }

        html.Raw("\"/>");
        // Over all, so that a bar of no height can be pointed at too.
        for (var i = 0; i < bars.Count; i++)
            html.Add($"<rect class=\"hit\" x=\"{i * Step}\" y=\"0\" width=\"{Step}\" height=\"{Height}\"><title>{bars[i].Label}: {Percent(bars[i].Real)} of " +
                $"the real rows, {Percent(bars[i].Made)} of the made rows</title></rect>");
        html.Add($"</svg>\n<p class=\"ends\"><span>{column.Least}</span><span>{column.Most}</span></p>\n");
    }

    private static void AddLevels(HtmlBuilder html, ColumnMarginal column)
    {
        var most = Most(column);
        html.Raw("<ul class=\"levels\">\n");
        foreach (var bar in column.Bars)
        {
            html.Add($"<li title=\"{bar.Label}: {Percent(bar.Real)} of the real rows, {Percent(bar.Made)} of the made rows\"><span " +
                $"class=\"level\">{bar.Label}</span>");
            html.Add($"<span class=\"bars\"><i class=\"real\" style=\"width:{100 * bar.Real / most}%\"></i>");
            html.Add($"<i class=\"made\" style=\"width:{100 * bar.Made / most}%\"></i></span><span class=\"shares\">{Percent(bar.Real)} " +
                $"<b>{Percent(bar.Made)}</b></span></li>\n");
        }

        html.Raw("</ul>\n");
    }

    private static double Most(ColumnMarginal column) => Math.Max(column.Bars.Max(bar => Math.Max(bar.Real, bar.Made)), double.Epsilon);

    private static string Percent(double share) => $"{NumberText.WithDecimals(100 * share, share is > 0 and < 0.0995 ? 1 : 0)}\u00a0%";
}
