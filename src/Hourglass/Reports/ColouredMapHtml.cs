namespace Hourglass.Reports;

/// <summary>
/// Writes a <see cref="ColouredMapSection"/>: radio buttons that choose the column, and for each column the points in its colours, of which the style sheet
/// shows those of the chosen one. The page runs no script.
/// </summary>
internal static class ColouredMapHtml
{
    /// <summary>Number of colours from low to high.</summary>
    public const int Steps = 7;

    public static void Add(HtmlBuilder html, ColouredMapSection section)
    {
        html.Raw("<div class=\"coloured\">\n<style>\n");
        for (var i = 0; i < section.Colourings.Count; i++) html.Add($".coloured:has(#by{i}:checked) .by{i}{{display:revert}}");
        html.Raw("\n</style>\n<fieldset class=\"choices\"><legend>colour by</legend>\n");
        for (var i = 0; i < section.Colourings.Count; i++)
        {
            html.Add($"<span><input type=\"radio\" name=\"by\" id=\"by{i}\"");
            html.Raw(i == section.Chosen ? " checked" : "");
            html.Add($"><label for=\"by{i}\">{section.Colourings[i].Name}</label></span>\n");
        }

        html.Raw("</fieldset>\n");
        AddMap(html, section);
        html.Raw("</div>\n");
    }

    private static void AddMap(HtmlBuilder html, ColouredMapSection section)
    {
        var drawing = MapDrawing.Of(section.Map);
        html.Raw("<div class=\"charts single\">\n<figure class=\"map\">\n");
        for (var i = 0; i < section.Colourings.Count; i++) AddLegend(html, section.Colourings[i], i);
        PlotHtml.Open(html, drawing.X, drawing.Y, MapDrawing.YLabel, drawing.Alternative);
        for (var i = 0; i < section.Colourings.Count; i++)
        {
            var colouring = section.Colourings[i];
            html.Add($"<g class=\"points by by{i}\" style=\"stroke-width:{drawing.Diameter}px\">\n");
            Of(drawing, colouring).AddPoints(html, index => Style(colouring, index));
            html.Raw("</g>\n");
        }

        PlotHtml.CloseDrawing(html);
        for (var i = 0; i < section.Colourings.Count; i++)
        {
            if (section.Colourings[i].IsSequential) continue;
            foreach (var (index, x, y) in Of(drawing, section.Colourings[i]).ClassNamePositions())
                html.Add($"<span class=\"class by by{i} {Palette.Class(index)}\" aria-hidden=\"true\" " +
                    $"style=\"left:{100 * x}%;bottom:{100 * y}%\">{section.Colourings[i].Names[index]}</span>");
        }

        PlotHtml.CloseCanvas(html);
        PlotHtml.Close(html, drawing.X, MapDrawing.XLabel);
        if (section.Map.Caption.Length > 0) html.Add($"<p class=\"note\">{section.Map.Caption}</p>\n");
        foreach (var remark in drawing.Remarks()) html.Add($"<p class=\"note\">{remark}</p>\n");
        html.Raw("</figure>\n</div>\n");
    }

    private static void AddLegend(HtmlBuilder html, MapColouring colouring, int position)
    {
        html.Add($"<div class=\"by by{position}\"><ul class=\"legend\" aria-label=\"{colouring.Name}\"><li class=\"hint\">{colouring.Name}</li>");
        for (var index = 0; index < colouring.Names.Count; index++)
            html.Add($"<li class=\"{Style(colouring, index)}\"><i class=\"dot\"></i>{colouring.Names[index]}</li>");
        if (colouring.Grey.Length > 0) html.Add($"<li class=\"grey\"><i class=\"dot\"></i>{colouring.Grey}</li>");
        html.Raw("</ul></div>\n");
    }

    private static MapDrawing Of(MapDrawing drawing, MapColouring colouring) =>
        drawing with { Map = new ScatterMap(drawing.Map.Title, drawing.Map.Caption, drawing.Map.Codes, colouring.Labels) };

    /// <summary>Fewer colours in order than there are spread over all of them.</summary>
    private static string Style(MapColouring colouring, int index) => index < 0 || !colouring.IsSequential ? Palette.Class(index)
        : $"s{(colouring.Names.Count < 2 ? 0 : (int)Math.Round((double)index * (Steps - 1) / (colouring.Names.Count - 1)))}";
}
