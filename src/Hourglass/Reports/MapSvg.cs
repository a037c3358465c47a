using System.Xml;

namespace Hourglass.Reports;

/// <summary>
/// Draws a map of codes as one self-contained SVG picture for browsers, Markdown pages and documents. Its text
/// remains text, in the reader's fonts; it always uses light colours, because a picture does not know the page around it.
/// </summary>
public static class MapSvg
{
    private const int Width = 720;
    private const int Side = 600;
    private const int Left = 76;
    private const int Margin = 24;
    private const int LineHeight = 20;
    private const int LegendHeight = 24;

    // A picture cannot measure its text; these are slightly more than the average letter widths of common fonts.
    private const double TitleLetter = 9.6;
    private const double Letter = 7.1;

    /// <summary>The picture as SVG text: title, caption, axes, points, class names on the map and a legend of them below it.</summary>
    /// <param name="map">The map; at most 12,000 points are drawn, and the picture says so if there are more.</param>
    /// <param name="classNames">Names of the class indices, in order; an index beyond them is shown as its number.</param>
    public static string Render(ScatterMap map, IReadOnlyList<string>? classNames)
    {
        var names = (classNames ?? []).Select(Drawable).ToArray();
        var drawing = MapDrawing.Of(map with { Title = Drawable(map.Title), Caption = Drawable(map.Caption) });
        var title = Wrapped(drawing.Map.Title, TitleLetter);
        var caption = Wrapped(drawing.Map.Caption, Letter);
        var top = 18 + 24 * title.Count + LineHeight * caption.Count + (title.Count + caption.Count > 0 ? 12 : 0);
        var legend = Legend(MapDrawing.Classes(map), names);
        var remarks = drawing.Remarks().ToArray();
        var below = top + Side + 62;
        var height = below + LegendHeight * (legend.Count == 0 ? 0 : legend[^1].Row + 1) + LineHeight * remarks.Length;

        var svg = new HtmlBuilder();
        svg.Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" height=\"{height}\" role=\"img\" " +
            $"aria-label=\"{drawing.Alternative}\">\n");
        AddStyle(svg, legend);
        svg.Add($"<rect class=\"frame\" x=\"0.5\" y=\"0.5\" width=\"{Width - 1}\" height=\"{height - 1}\" rx=\"12\"/>\n");
        for (var i = 0; i < title.Count; i++) svg.Add($"<text class=\"title\" x=\"{Margin}\" y=\"{36 + 24 * i}\">{title[i]}</text>\n");
        for (var i = 0; i < caption.Count; i++) svg.Add($"<text x=\"{Margin}\" y=\"{34 + 24 * title.Count + LineHeight * i}\">{caption[i]}</text>\n");
        AddAxes(svg, drawing, top);
        svg.Add($"<g class=\"points\" transform=\"translate({Left} {top}) scale({(double)Side / PlotHtml.Side})\" " +
            $"stroke-width=\"{drawing.Diameter * PlotHtml.Side / Side}\">\n");
        drawing.AddPoints(svg);
        svg.Raw("</g>\n");
        foreach (var (index, x, y) in drawing.ClassNamePositions())
            svg.Add($"<text class=\"name\" x=\"{Left + Side * x}\" y=\"{top + Side * (1 - y) + 5}\">{MapDrawing.ClassName(names, index)}</text>\n");
        foreach (var entry in legend)
        {
            var y = below + LegendHeight * entry.Row;
            svg.Add($"<circle class=\"dot {Palette.Class(entry.Index)}\" cx=\"{entry.X + 6}\" cy=\"{y - 4.5}\" r=\"6\"/><text class=\"ink\" " +
                $"x=\"{entry.X + 18}\" y=\"{y}\">{entry.Name}</text>\n");
        }

        for (var i = 0; i < remarks.Length; i++)
            svg.Add($"<text x=\"{Margin}\" y=\"{height - 14 - LineHeight * (remarks.Length - 1 - i)}\">{remarks[i]}</text>\n");
        svg.Raw("</svg>\n");
        return svg.ToString();
    }

    private static void AddStyle(HtmlBuilder svg, IReadOnlyList<LegendEntry> legend)
    {
        svg.Raw("<style>\ntext{font:13px system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans','Liberation Sans',Arial,sans-serif;");
        svg.Add($"fill:{ReportStyle.Light("muted")}}}\n.title{{font-size:18px;font-weight:600}}\n.title,.ink,.name{{fill:{ReportStyle.Light("ink")}}}\n");
        svg.Raw(".name{font-weight:700;text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}\n");
        svg.Raw(".middle{text-anchor:middle}\n.end{text-anchor:end}\n");
        svg.Add($".frame{{fill:#fff;stroke:{ReportStyle.Light("line")}}}\n");
        svg.Add($".grid{{fill:none;stroke:{ReportStyle.Light("grid")}}}\n.axes{{fill:none;stroke:{ReportStyle.Light("line")}}}\n");
        svg.Raw(".points{fill:none;stroke-linecap:round;stroke-opacity:.72}\n.dot{stroke:none}\n");
        // A map without labels is drawn in the first colour.
        foreach (var index in legend.Select(entry => entry.Index).DefaultIfEmpty(0).DistinctBy(Palette.Class))
            svg.Add($".points .{Palette.Class(index)}{{stroke:{Palette.Light(index)}}}\n.dot.{Palette.Class(index)}{{fill:{Palette.Light(index)}}}\n");
        svg.Raw("</style>\n");
    }

    private static void AddAxes(HtmlBuilder svg, MapDrawing drawing, int top)
    {
        var bottom = top + Side;
        svg.Raw("<path class=\"grid\" d=\"");
        foreach (var tick in drawing.X.Ticks) svg.Add($"M{Left + Side * drawing.X.Fraction(tick)} {top}v{Side}");
        foreach (var tick in drawing.Y.Ticks) svg.Add($"M{Left} {bottom - Side * drawing.Y.Fraction(tick)}h{Side}");
        svg.Add($"\"/>\n<path class=\"axes\" d=\"M{Left} {top}v{Side}h{Side}\"/>\n");
        foreach (var tick in drawing.X.Ticks)
            svg.Add($"<text class=\"middle\" x=\"{Left + Side * drawing.X.Fraction(tick)}\" y=\"{bottom + 18}\">{drawing.X.Text(tick)}</text>\n");
        foreach (var tick in drawing.Y.Ticks)
            svg.Add($"<text class=\"end\" x=\"{Left - 8}\" y=\"{bottom - Side * drawing.Y.Fraction(tick) + 4.5}\">{drawing.Y.Text(tick)}</text>\n");
        svg.Add($"<text class=\"end\" x=\"{Left + Side}\" y=\"{bottom + 36}\">{MapDrawing.XLabel}</text>\n");
        svg.Add($"<text class=\"end\" transform=\"translate({Margin + 4} {top}) rotate(-90)\">{MapDrawing.YLabel}</text>\n");
    }

    /// <summary>The legend's classes in rows that fill the width.</summary>
    private static List<LegendEntry> Legend(IEnumerable<int> classes, string[] names)
    {
        var entries = new List<LegendEntry>();
        var (x, row) = ((double)Margin, 0);
        foreach (var index in classes)
        {
            var name = MapDrawing.ClassName(names, index);
            var width = 18 + Letter * name.Length + 18;
            if (x > Margin && x + width > Width - Margin) (x, row) = (Margin, row + 1);
            entries.Add(new LegendEntry(index, name, x, row));
            x += width;
        }

        return entries;
    }

    /// <summary>The text broken at spaces into lines that fit the picture.</summary>
    private static List<string> Wrapped(string text, double letter)
    {
        var most = (int)((Width - 2 * Margin) / letter);
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= most) lines[^1] += ' ' + word;
            else lines.Add(word);
        }

        return lines;
    }

    /// <summary>XML has no way to write control characters; line breaks count as spaces.</summary>
    private static string Drawable(string text) =>
        string.Concat(text.Select(letter => char.IsWhiteSpace(letter) ? ' ' : XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter) ? letter : '\uFFFD'));

    /// <summary>A class of the legend: its name and the position of its dot.</summary>
    private sealed record LegendEntry(int Index, string Name, double X, int Row);
}
