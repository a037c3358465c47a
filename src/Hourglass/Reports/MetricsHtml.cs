namespace Hourglass.Reports;

/// <summary>Writes the table of a <see cref="MetricsSection"/>.</summary>
internal static class MetricsHtml
{
    public static void Add(HtmlBuilder html, MetricsSection section)
    {
        html.Add($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{section.Heading}\"><table class=\"metrics\">\n");
        AddModels(html, section.Columns);
        html.Raw("<tbody>\n");
        var anyBest = false;
        for (var i = 0; i < section.Rows.Count; i++)
        {
            var cells = Cells(section.Rows[i], [.. section.Columns.Select(column => column.Values[i])]);
            anyBest |= cells.Any(cell => cell.IsBest);
            AddRow(html, section.Rows[i], cells, section.Columns);
        }

        html.Raw("</tbody></table></div>\n");
        if (anyBest)
            html.Raw("<p class=\"note\"><span class=\"best\">Highlighted</span>: the best value of its row. \u2193 lower is better, \u2191 higher is better; " +
                "a dash: the metric does not apply to this model.</p>\n");
    }

    private static void AddModels(HtmlBuilder html, IReadOnlyList<ModelColumn> models)
    {
        html.Raw("<thead><tr><th scope=\"col\">metric</th>");
        foreach (var model in models)
        {
            html.Add($"<th scope=\"col\" class=\"{Class(model)}\">{model.Model}");
            if (model.IsBaseline) html.Raw(" <span class=\"tag\">baseline</span>");
            if (model.Note is not null) html.Add($"<span class=\"metric\">{model.Note}</span>");
            html.Raw("</th>");
        }

        html.Raw("</tr></thead>\n");
    }

    private static void AddRow(HtmlBuilder html, MetricRow row, (string Text, bool IsBest)[] cells, IReadOnlyList<ModelColumn> models)
    {
        html.Raw("<tr><th scope=\"row\">");
        if (row.Label is not null) html.Add($"{row.Label}");
        AddDirection(html, row.Better);
        AddName(html, row.Name);
        if (row.Meaning is not null) html.Add($"<span class=\"metric\">{row.Meaning}</span>");
        html.Raw("</th>");
        for (var i = 0; i < cells.Length; i++)
        {
            html.Add($"<td class=\"{Class(models[i])}\">");
            if (cells[i].IsBest) html.Add($"<strong class=\"best\" title=\"best of its row\">{cells[i].Text}</strong></td>");
            else html.Add($"{cells[i].Text}</td>");
        }

        html.Raw("</tr>\n");
    }

    private static string Class(ModelColumn model) => model.IsBaseline ? "baseline" : "compared";

    /// <summary>A metric's name, which a narrow column may break after an underscore.</summary>
    private static void AddName(HtmlBuilder html, string name)
    {
        if (name.Length == 0) return;
        html.Raw(" <code>");
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

    /// <summary>The texts of a row, and which of them equal the text of its best value: values that look equal are ties.</summary>
    private static (string Text, bool IsBest)[] Cells(MetricRow row, double?[] values)
    {
        double[] present = [.. values.OfType<double>().Where(double.IsFinite)];
        var decimals = NumberText.SharedDecimals(present, row.Digits);
        var best = present.Length < 2 || row.Better == Better.Neither ? null
            : NumberText.WithDecimals(row.Better == Better.Lower ? present.Min() : present.Max(), decimals);
        return [.. values.Select(value => NumberText.WithDecimals(value ?? double.NaN, decimals)).Select(text => (text, text == best))];
    }
}
