namespace Hourglass.Reports;

/// <summary>Writes the maps of a <see cref="MapSection"/>.</summary>
internal static class MapsHtml
{
    public static void Add(HtmlBuilder html, MapSection section)
    {
        int[] classes = [.. section.Maps.SelectMany(MapDrawing.Classes).Distinct().Order()];
        html.Raw("<div class=\"maps\">\n");
        AddLegend(html, section, classes);
        PlotHtml.OpenCharts(html, section.Maps.Count);
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
            html.Add($"<li class=\"pick {Palette.Class(index)}\" tabindex=\"{focus}\"><i " +
                $"class=\"dot\"></i>{MapDrawing.ClassName(section.ClassNames, index)}</li>");
        }

        if (classes.Length <= Palette.Count) html.Raw("<li class=\"hint\">point at a class to single it out</li>");
        html.Raw("</ul>\n");
    }

    private static void AddMap(HtmlBuilder html, ScatterMap map, IReadOnlyList<string> classNames)
    {
        var drawing = MapDrawing.Of(map);
        html.Add($"<figure class=\"map\">\n<figcaption><h3>{map.Title}</h3>");
        if (map.Caption.Length > 0) html.Add($"<span>{map.Caption}</span>");
        html.Raw("</figcaption>\n");
        PlotHtml.Open(html, drawing.X, drawing.Y, MapDrawing.YLabel, drawing.Alternative);
        html.Add($"<g class=\"points\" style=\"stroke-width:{drawing.Diameter}px\">\n");
        drawing.AddPoints(html);
        html.Raw("</g>\n");
        PlotHtml.CloseDrawing(html);
        foreach (var (index, x, y) in drawing.ClassNamePositions())
            html.Add($"<span class=\"class {Palette.Class(index)}\" aria-hidden=\"true\" " +
                $"style=\"left:{100 * x}%;bottom:{100 * y}%\">{MapDrawing.ClassName(classNames, index)}</span>");
        PlotHtml.CloseCanvas(html);
        PlotHtml.Close(html, drawing.X, MapDrawing.XLabel);
        foreach (var remark in drawing.Remarks()) html.Add($"<p class=\"note\">{remark}</p>\n");
        html.Raw("</figure>\n");
    }
}
