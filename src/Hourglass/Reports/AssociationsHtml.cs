namespace Hourglass.Reports;

/// <summary>Writes the matrix of an <see cref="AssociationsSection"/>, and the pairs that differ most as a table.</summary>
internal static class AssociationsHtml
{
    private const int Room = 1060;
    private const int LongestName = 20;
    private const double Letter = 6.3;

    // Each cell of a larger matrix as an element with a text of its own would make the page heavy.
    private const int MostWithTexts = 36;
    private const int Shades = 20;

    public static void Add(HtmlBuilder html, AssociationsSection section)
    {
        html.Raw("<ul class=\"legend\"><li><i class=\"area pos\"></i>association, from none (clear) to full</li>");
        html.Raw("<li><i class=\"area neg\"></i>negative correlation</li></ul>\n");
        html.Raw("<div class=\"pairs\">\n");
        AddMatrix(html, section);
        if (section.Differences.Count > 0) AddDifferences(html, section);
        html.Raw("</div>\n");
        if (section.Note.Length > 0) html.Add($"<p class=\"note\">{section.Note}</p>\n");
    }

    private static void AddDifferences(HtmlBuilder html, AssociationsSection section)
    {
        html.Raw("<div class=\"scroll\"><h3>Largest differences</h3>\n<table class=\"differences\">\n<thead><tr><th scope=\"col\">columns</th>");
        html.Raw("<th scope=\"col\">real rows</th><th scope=\"col\">made rows</th></tr></thead>\n<tbody>\n");
        foreach (var pair in section.Differences)
            html.Add($"<tr><th scope=\"row\">{pair.First} and " +
                $"{pair.Second}</th><td>{NumberText.WithDecimals(pair.Real, 2)}</td><td>{NumberText.WithDecimals(pair.Made, 2)}</td></tr>\n");
        html.Raw("</tbody></table></div>\n");
    }

    private static void AddMatrix(HtmlBuilder html, AssociationsSection section)
    {
        var names = section.Names.Select(Short).ToArray();
        var count = names.Length;
        var margin = 10 + (Letter * names.Max(name => (int?)name.Length) ?? 0);
        var cell = (int)Math.Clamp((Room - margin) / Math.Max(count, 1), 12, 34);
        var side = cell * count;
        html.Add($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{section.Heading}\"><svg class=\"matrix\" " +
            $"width=\"{margin + side + 2}\" height=\"{margin + side + 2}\" ");
        html.Add($"viewBox=\"0 0 {margin + side + 2} {margin + side + 2}\" role=\"img\" aria-label=\"Associations of {count} columns, real rows above the " +
            $"diagonal, made rows below; the largest differences follow as a table.\">\n");
        for (var i = 0; i < count; i++)
        {
            var middle = margin + (cell * (i + 0.5)) + 4;
            html.Add($"<text class=\"end\" x=\"{margin - 6}\" y=\"{middle}\">{names[i]}</text>");
            html.Add($"<text transform=\"translate({middle} {margin - 6}) rotate(-90)\">{names[i]}</text>\n");
        }

        html.Add($"<g transform=\"translate({margin} {margin})\">\n");
        if (count <= MostWithTexts) AddCells(html, section, cell);
        else AddShades(html, section, cell);
        html.Raw("<path class=\"diagonal\" d=\"");
        for (var i = 0; i < count; i++) html.Add($"M{i * cell} {i * cell}h{cell}v{cell}h-{cell}z");
        html.Add($"\"/><rect class=\"frame\" width=\"{side}\" height=\"{side}\"/></g>\n</svg></div>\n");
    }

    private static void AddCells(HtmlBuilder html, AssociationsSection section, int cell)
    {
        for (var i = 0; i < section.Names.Count; i++)
        {
            for (var j = 0; j < section.Names.Count; j++)
            {
                if (i == j) continue;
                var value = Value(section, i, j);
                html.Add($"<rect class=\"{Class(value)}\" x=\"{j * cell}\" y=\"{i * cell}\" width=\"{cell}\" height=\"{cell}\" " +
                    $"fill-opacity=\"{Math.Abs(value)}\">");
                html.Add($"<title>{section.Names[i]} and {section.Names[j]}: {NumberText.WithDecimals(section.Real[i, j], 2)} in real rows, " +
                    $"{NumberText.WithDecimals(section.Made[i, j], 2)} in made rows</title></rect>\n");
            }
        }
    }

    private static void AddShades(HtmlBuilder html, AssociationsSection section, int cell)
    {
        var count = section.Names.Count;
        var shades = from i in Enumerable.Range(0, count)
                     from j in Enumerable.Range(0, count)
                     let value = Value(section, i, j)
                     let shade = (int)Math.Round(Math.Abs(value) * Shades)
                     where i != j && shade > 0
                     group (i, j) by (Class(value), shade);
        foreach (var shade in shades)
        {
            html.Add($"<path class=\"{shade.Key.Item1}\" fill-opacity=\"{(double)shade.Key.shade / Shades}\" d=\"");
            foreach (var (i, j) in shade) html.Add($"M{j * cell} {i * cell}h{cell}v{cell}h-{cell}z");
            html.Raw("\"/>\n");
        }
    }

    private static double Value(AssociationsSection section, int row, int column) => row < column ? section.Real[row, column] : section.Made[row, column];

    private static string Class(double value) => value < 0 ? "neg" : "pos";

    private static string Short(string name) => name.Length > LongestName ? name[..(LongestName - 1)] + "…" : name;
}
