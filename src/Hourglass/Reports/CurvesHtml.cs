namespace Hourglass.Reports;

/// <summary>Writes the charts of a <see cref="CurvesSection"/>.</summary>
internal static class CurvesHtml
{
    /// <summary>Lines with more points than this show no dots, and their table of numbers and hover texts are thinned to this number.</summary>
    private const int FewPoints = 60;

    /// <summary>Minimum distance of two names at the right edge, in percent of the chart's height.</summary>
    private const double NameHeight = 6.5;

    public static void Add(HtmlBuilder html, CurvesSection section)
    {
        PlotHtml.OpenCharts(html, section.Charts.Count);
        foreach (var chart in section.Charts) AddChart(html, chart);
        html.Raw("</div>\n");
    }

    private static void AddChart(HtmlBuilder html, CurveChart chart)
    {
        string[] names = [.. chart.Series.Select(series => series.Name).Distinct()];
        var x = ChartAxis.Over(chart.Series.SelectMany(series => series.X), log: chart.LogX, wholeNumbers: true, margin: 0.02, target: 8);
        var y = ChartAxis.Over(chart.Series.SelectMany(series => series.Y.Concat(series.Spread.SelectMany(ends => new[] { ends.Low, ends.High }))),
            log: chart.LogY, target: 6);
        html.Raw("<figure class=\"curves\">\n");
        if (chart.Title.Length > 0) html.Add($"<h3>{chart.Title}</h3>\n");
        if (chart.Series.Count > 1) AddLegend(html, chart, names);
        var scale = chart.LogY ? ", logarithmic" : "";
        var xLabel = $"{chart.XLabel}{(chart.LogX ? ", logarithmic" : "")}";
        PlotHtml.Open(html, x, y, $"{chart.YLabel}{scale}",
            $"{chart.YLabel} over {chart.XLabel} for {string.Join(", ", names)}; the numbers follow as a table.");
        // Dashes distinguish training from validation only: without another part, a line is always solid.
        var solid = chart.Series.Select(series => series.Part).DefaultIfEmpty().Min();
        foreach (var series in chart.Series.Where(series => series.Spread.Count > 0)) AddSpread(html, series, Array.IndexOf(names, series.Name), x, y);
        foreach (var series in chart.Series.OrderByDescending(series => series.Part))
            AddLine(html, series, Array.IndexOf(names, series.Name), series.Part == solid, x, y);
        AddHoverTexts(html, chart, x);
        PlotHtml.CloseDrawing(html);
        PlotHtml.CloseCanvas(html);
        AddNames(html, chart, names, y);
        PlotHtml.Close(html, x, xLabel);
        AddNumbers(html, chart);
        html.Raw("</figure>\n");
    }

    private static void AddLegend(HtmlBuilder html, CurveChart chart, string[] names)
    {
        html.Raw("<ul class=\"legend\">");
        for (var i = 0; i < names.Length; i++) html.Add($"<li class=\"{Palette.Class(i)}\"><i class=\"line\"></i>{names[i]}</li>");
        if (chart.Series.DistinctBy(series => series.Part).Count() > 1)
            html.Raw("<li class=\"parts\"><i class=\"line\"></i>validation</li><li class=\"parts\"><i class=\"line dashed\"></i>training</li>");
        html.Raw("</ul>\n");
    }

    private static void AddLine(HtmlBuilder html, CurveSeries series, int colour, bool isSolid, ChartAxis x, ChartAxis y)
    {
        var dots = new HtmlBuilder();
        html.Add($"<path class=\"curve {(isSolid ? "solid" : "dashed")} {Palette.Class(colour)}\" d=\"");
        var inLine = false;
        for (var i = 0; i < series.X.Count; i++)
        {
            if (!x.Takes(series.X[i]) || !y.Takes(series.Y[i]))
            {
                inLine = false;
                continue;
            }

            var (left, top) = (PlotHtml.X(x, series.X[i]), PlotHtml.Y(y, series.Y[i]));
            html.Add($"{(inLine ? "L" : "M")}{left} {top}");
            dots.Add($"M{left} {top}h0");
            inLine = true;
        }

        html.Raw("\"/>\n");
        if (!isSolid || series.X.Count > FewPoints) return;
        html.Add($"<path class=\"dots {Palette.Class(colour)}\" d=\"{dots.ToString()}\"/>\n");
    }

    /// <summary>The shaded band between the smallest and the largest values, along one edge and back along the other.</summary>
    private static void AddSpread(HtmlBuilder html, CurveSeries series, int colour, ChartAxis x, ChartAxis y)
    {
        int[] drawn = [.. Enumerable.Range(0,
            Math.Min(series.X.Count, series.Spread.Count)).Where(i => x.Takes(series.X[i]) && y.Takes(series.Spread[i].Low) && y.Takes(series.Spread[i].High))];
        if (drawn.Length == 0) return;
        html.Add($"<path class=\"spread {Palette.Class(colour)}\" d=\"");
        for (var i = 0; i < drawn.Length; i++)
            html.Add($"{(i == 0 ? "M" : "L")}{PlotHtml.X(x, series.X[drawn[i]])} {PlotHtml.Y(y, series.Spread[drawn[i]].High)}");
        foreach (var i in drawn.Reverse()) html.Add($"L{PlotHtml.X(x, series.X[i])} {PlotHtml.Y(y, series.Spread[i].Low)}");
        html.Raw("Z\"/>\n");
    }

    /// <summary>A strip at each position with a guide line, and all values there as the browser's native hover text.</summary>
    private static void AddHoverTexts(HtmlBuilder html, CurveChart chart, ChartAxis x)
    {
        var positions = Positions(chart).Where(x.Takes).ToArray();
        for (var i = 0; i < positions.Length; i++)
        {
            var at = PlotHtml.X(x, positions[i]);
            var from = i == 0 ? 0 : (PlotHtml.X(x, positions[i - 1]) + at) / 2;
            var to = i == positions.Length - 1 ? PlotHtml.Side : (PlotHtml.X(x, positions[i + 1]) + at) / 2;
            html.Add($"<g class=\"hit\"><rect x=\"{from}\" width=\"{to - from}\" height=\"{PlotHtml.Side}\"/><path d=\"M{at} " +
                $"0V{PlotHtml.Side}\"/><title>{chart.XLabel} {NumberText.Format(positions[i])}");
            foreach (var series in chart.Series) html.Add($"\n{Name(series)}: {NumberText.Format(At(series, positions[i]))}");
            html.Raw("</title></g>\n");
        }
    }

    /// <summary>Each line's name at the height of its end, moved apart if names would overlap.</summary>
    private static void AddNames(HtmlBuilder html, CurveChart chart, string[] names, ChartAxis y)
    {
        var ends = new List<(int Colour, double Height)>();
        for (var i = 0; i < names.Length; i++)
        {
            var series = chart.Series.Where(one => one.Name == names[i]).MinBy(one => one.Part)!;
            double[] drawn = [.. series.Y.Where(y.Takes)];
            if (drawn.Length > 0) ends.Add((i, 100 * y.Fraction(drawn[^1])));
        }

        ends.Sort((a, b) => a.Height.CompareTo(b.Height));
        html.Add($"<div class=\"names\" aria-hidden=\"true\" style=\"width:{names.Select(name => name.Length).DefaultIfEmpty(0).Max() + 1}ch\">");
        var lowest = double.NegativeInfinity;
        foreach (var (colour, height) in ends)
        {
            lowest = Math.Max(height, lowest + NameHeight);
            html.Add($"<span class=\"{Palette.Class(colour)}\" style=\"bottom:{lowest}%\">{names[colour]}</span>");
        }

        html.Raw("</div>\n");
    }

    private static void AddNumbers(HtmlBuilder html, CurveChart chart)
    {
        html.Add($"<details><summary>Numbers</summary><div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">{chart.XLabel}</th>");
        foreach (var series in chart.Series) html.Add($"<th scope=\"col\">{Name(series)}</th>");
        html.Raw("</tr></thead>\n<tbody>\n");
        foreach (var position in Positions(chart))
        {
            html.Add($"<tr><th scope=\"row\">{NumberText.Format(position)}</th>");
            foreach (var series in chart.Series) html.Add($"<td>{NumberText.Format(At(series, position))}</td>");
            html.Raw("</tr>\n");
        }

        html.Raw("</tbody></table></div></details>\n");
    }

    private static double[] Positions(CurveChart chart)
    {
        double[] all = [.. chart.Series.SelectMany(series => series.X).Distinct().Order()];
        var every = (all.Length + FewPoints - 1) / FewPoints;
        return every < 2 ? all : [.. all.Where((_, i) => i % every == 0 || i == all.Length - 1)];
    }

    private static double At(CurveSeries series, double position)
    {
        for (var i = 0; i < series.X.Count; i++)
        {
            if (series.X[i] == position) return series.Y[i];
        }

        return double.NaN;
    }

    private static string Name(CurveSeries series) => $"{series.Name}, {series.Part.ToString().ToLowerInvariant()}";
}
