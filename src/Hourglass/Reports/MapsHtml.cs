namespace Hourglass.Reports;

/// <summary>Writes the maps of a <see cref="MapSection"/>.</summary>
internal static class MapsHtml
{
    /// <summary>Points drawn at most; more would make the page heavy without showing more.</summary>
    private const int MostPoints = 12_000;

    /// <summary>
    /// Points are drawn in this many rounds over all classes: drawn class by class, the last would hide the others.
    /// </summary>
    private const int Rounds = 12;

    /// <summary>An axis leaves out the far ends of the codes when they would squeeze the rest into less than half of it.</summary>
    private const double Tail = 0.002;

    public static void Add(HtmlBuilder html, MapSection section)
    {
        int[] classes = [.. section.Maps.SelectMany(map => map.Labels ?? []).Distinct().Order()];
        html.Raw("<div class=\"maps\">\n");
        AddLegend(html, section, classes);
        html.Add($"<div class=\"charts{(section.Maps.Count >= 3 && section.Maps.Count % 3 == 0 ? " three" : "")}\">\n");
        foreach (var map in section.Maps) AddMap(html, map, section.ClassNames);
        html.Raw("</div>\n</div>\n");
    }

    private static void AddLegend(HtmlBuilder html, MapSection section, int[] classes)
    {
        if (classes.Length == 0) return;
        html.Raw("<ul class=\"legend\" aria-label=\"Classes\">");
        foreach (var index in classes)
        {
            var focus = classes.Length <= Palette.Count ? "0" : "-1";
            html.Add($"<li class=\"pick {Palette.Class(index)}\" tabindex=\"{focus}\"><i class=\"dot\"></i>{ClassName(section.ClassNames, index)}</li>");
        }

        if (classes.Length <= Palette.Count) html.Raw("<li class=\"hint\">point at a class to single it out</li>");
        html.Raw("</ul>\n");
    }

    private static void AddMap(HtmlBuilder html, ScatterMap map, IReadOnlyList<string> classNames)
    {
        var (x, y) = (Axis(map, 0), Axis(map, 1));
        var every = (map.Count + MostPoints - 1) / MostPoints;
        int[] drawn = [.. Enumerable.Range(0, map.Count).Where(i => i % every == 0)];
        int[] inside = [.. drawn.Where(i => IsInside(x, map.Codes[2 * i]) && IsInside(y, map.Codes[2 * i + 1]))];
        html.Add($"<figure class=\"map\">\n<figcaption><h3>{map.Title}</h3>");
        if (map.Caption.Length > 0) html.Add($"<span>{map.Caption}</span>");
        html.Raw("</figcaption>\n");
        PlotHtml.Open(html, x, y, "code 2", $"Map of {map.Count} codes of {map.Title}. {map.Caption}");
        html.Add($"<g class=\"points\" style=\"stroke-width:{Diameter(inside.Length)}px\">\n");
        AddPoints(html, map, inside, x, y);
        html.Raw("</g>\n");
        PlotHtml.CloseDrawing(html);
        AddClassNames(html, map, inside, classNames, x, y);
        PlotHtml.CloseCanvas(html);
        PlotHtml.Close(html, x, "code 1");
        AddRemark(html, map.Count, drawn.Length, inside.Length);
        html.Raw("</figure>\n");
    }

    private static void AddPoints(HtmlBuilder html, ScatterMap map, int[] points, ChartAxis x, ChartAxis y)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (from, to) = (points.Length * round / Rounds, points.Length * (round + 1) / Rounds);
            foreach (var group in points[from..to].GroupBy(i => map.Labels?[i] ?? 0).OrderBy(group => group.Key))
            {
                // Whole coordinates relative to the point before, a line of no length each: a round cap makes it a dot.
                html.Add($"<path class=\"{Palette.Class(group.Key)}\" d=\"M0 0");
                var (left, top) = (0, 0);
                foreach (var i in group)
                {
                    var (nextLeft, nextTop) = ((int)Math.Round(PlotHtml.X(x, map.Codes[2 * i])), (int)Math.Round(PlotHtml.Y(y, map.Codes[2 * i + 1])));
                    html.Add($"m{nextLeft - left} {nextTop - top}h0");
                    (left, top) = (nextLeft, nextTop);
                }

                html.Raw("\"/>\n");
            }
        }
    }

    /// <summary>Each class's name at the median of its points, so that the map is read without its colours.</summary>
    private static void AddClassNames(HtmlBuilder html, ScatterMap map, int[] points, IReadOnlyList<string> classNames, ChartAxis x, ChartAxis y)
    {
        if (map.Labels is null) return;
        foreach (var group in points.GroupBy(i => map.Labels[i]).Where(group => group.Key >= 0).OrderBy(group => group.Key))
        {
            var left = 100 * x.Fraction(Median([.. group.Select(i => map.Codes[2 * i])]));
            var bottom = 100 * y.Fraction(Median([.. group.Select(i => map.Codes[2 * i + 1])]));
            html.Add($"<span class=\"class {Palette.Class(group.Key)}\" aria-hidden=\"true\" style=\"left:{left}%;bottom:{bottom}%\">{ClassName(classNames, group.Key)}</span>");
        }
    }

    private static void AddRemark(HtmlBuilder html, int count, int drawn, int inside)
    {
        if (drawn < count) html.Add($"<p class=\"note\">{NumberText.WithDecimals(drawn, 0)} of {NumberText.WithDecimals(count, 0)} points are drawn.</p>\n");
        if (inside < drawn) html.Add($"<p class=\"note\">{NumberText.WithDecimals(drawn - inside, 0)} far or undefined points lie outside the map.</p>\n");
    }

    private static ChartAxis Axis(ScatterMap map, int coordinate)
    {
        double[] values = [.. Enumerable.Range(0, map.Count).Select(i => (double)map.Codes[2 * i + coordinate]).Where(double.IsFinite).Order()];
        if (values.Length == 0) return ChartAxis.Over([]);
        var cut = (int)(values.Length * Tail);
        var core = values[^(1 + cut)] - values[cut];
        var ends = core < (values[^1] - values[0]) / 2 && core > 0 ? values[cut..^cut] : values;
        return ChartAxis.Over([ends[0], ends[^1]], margin: 0.03);
    }

    private static bool IsInside(ChartAxis axis, float value) => value >= axis.Minimum && value <= axis.Maximum;

    /// <summary>The more points, the smaller: 2.6 pixels for ten thousand, 5.5 for a hundred.</summary>
    private static double Diameter(int count) => Math.Clamp(11.4 * Math.Pow(Math.Max(count, 1), -0.16), 2.2, 7);

    private static double Median(float[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    private static string ClassName(IReadOnlyList<string> names, int index) =>
        index < 0 ? "unknown" : index < names.Count ? names[index] : NumberText.WithDecimals(index, 0);
}
