namespace Hourglass.Reports;

/// <summary>Writes the columns of a <see cref="SchemaSection"/> as a table, and its doubts below.</summary>
internal static class SchemaHtml
{
    // More scroll in a box of their own.
    private const int MostInFull = 24;

    public static void Add(HtmlBuilder html, SchemaSection section)
    {
        var hasMissing = section.Schema.Columns.Any(column => column.Missing > 0);
        var size = section.Schema.Columns.Count > MostInFull ? "scroll tall" : "scroll";
        html.Add($"<div class=\"{size}\" tabindex=\"0\" role=\"region\" aria-label=\"{section.Heading}\"><table class=\"schema\">\n");
        html.Raw("<thead><tr><th scope=\"col\">column</th><th scope=\"col\">kind</th><th scope=\"col\">values</th>");
        if (hasMissing) html.Raw("<th scope=\"col\" class=\"number\">missing</th>");
        html.Raw("<th scope=\"col\">use</th></tr></thead>\n<tbody>\n");
        foreach (var column in section.Schema.Columns)
        {
            html.Raw(column.IsUsed ? "<tr>" : "<tr class=\"unused\">");
            html.Add($"<th scope=\"row\">{column.Name}</th><td>{ColumnSummary.Kind(column.Kind)}</td>");
            html.Add($"<td>{ColumnSummary.Values(column)}</td>");
            if (hasMissing) html.Add($"<td class=\"number\">{ColumnSummary.Missing(column)}</td>");
            html.Add($"<td>{ColumnSummary.Use(column, section.Codes.GetValueOrDefault(column.Name))}</td></tr>\n");
        }

        html.Raw("</tbody></table></div>\n");
        string[] doubts = [.. section.Schema.Doubts, .. section.Schema.Columns.SelectMany(column => column.Doubts.Select(doubt => $"{column.Name}: {doubt}"))];
        if (doubts.Length == 0) return;
        html.Raw("<ul class=\"warnings\">\n");
        foreach (var doubt in doubts) html.Add($"<li>{doubt}</li>\n");
        html.Raw("</ul>\n");
    }
}
