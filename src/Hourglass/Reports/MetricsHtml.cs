namespace Hourglass.Reports;

/// <summary>Writes the table of a <see cref="MetricsSection"/>.</summary>
internal static class MetricsHtml
{
    public static void Add(HtmlBuilder html, MetricsSection section)
    {
        html.Add($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{section.Heading}\"><table class=\"metrics\">\n<thead><tr><th scope=\"col\">model</th>");
        foreach (var column in section.Columns)
        {
            html.Raw("<th scope=\"col\">");
            if (column.Label is not null) html.Add($"{column.Label}<span class=\"metric\">");
            else html.Raw("<span class=\"metric\">");
            AddName(html, column.Name);
            AddDirection(html, column.Better);
            html.Raw("</span></th>");
        }

        html.Raw("</tr></thead>\n<tbody>\n");
        var columns = section.Columns.Select((column, i) => Cells(column, [.. section.Rows.Select(row => row.Values[i])])).ToArray();
        for (var row = 0; row < section.Rows.Count; row++) AddRow(html, section.Rows[row], row, columns);
        html.Raw("</tbody></table></div>\n");
        if (columns.Any(column => column.Any(cell => cell.IsBest)))
            html.Raw("<p class=\"note\"><span class=\"best\">Highlighted</span>: the best value of its column. \u2193 lower is better, \u2191 higher is better; a dash: the metric does not apply to this model.</p>\n");
    }

    private static void AddRow(HtmlBuilder html, MetricRow row, int number, (string Text, bool IsBest)[][] columns)
    {
        html.Add($"<tr class=\"{(row.IsBaseline ? "baseline" : "")}\"><th scope=\"row\">{row.Model}");
        if (row.IsBaseline) html.Raw(" <span class=\"tag\">baseline</span>");
        if (row.Note is not null) html.Add($"<span class=\"metric\">{row.Note}</span>");
        html.Raw("</th>");
        foreach (var column in columns)
        {
            var (text, isBest) = column[number];
            if (isBest) html.Add($"<td><strong class=\"best\" title=\"best of its column\">{text}</strong></td>");
            else html.Add($"<td>{text}</td>");
        }

        html.Raw("</tr>\n");
    }

    /// <summary>A metric's name, which a narrow column may break after an underscore.</summary>
    private static void AddName(HtmlBuilder html, string name)
    {
        html.Raw("<code>");
        var parts = name.Split('_');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0) html.Raw("_<wbr>");
            html.Add($"{parts[i]}");
        }

        html.Raw("</code>");
    }

    private static void AddDirection(HtmlBuilder html, Better better)
    {
        if (better == Better.Lower) html.Raw(" <span role=\"img\" aria-label=\"lower is better\" title=\"lower is better\">\u2193</span>");
        if (better == Better.Higher) html.Raw(" <span role=\"img\" aria-label=\"higher is better\" title=\"higher is better\">\u2191</span>");
    }

    /// <summary>The texts of a column, and which of them read the same as its best value: a tie as shown is a tie.</summary>
    private static (string Text, bool IsBest)[] Cells(MetricColumn column, double?[] values)
    {
        double[] present = [.. values.OfType<double>().Where(double.IsFinite)];
        var decimals = NumberText.SharedDecimals(present, column.Digits);
        var best = present.Length < 2 || column.Better == Better.Neither ? null
            : NumberText.WithDecimals(column.Better == Better.Lower ? present.Min() : present.Max(), decimals);
        return [.. values.Select(value => NumberText.WithDecimals(value ?? double.NaN, decimals)).Select(text => (text, text == best))];
    }
}
