namespace Hourglass.Reports;

/// <summary>Writes the rows of a <see cref="RowsSection"/>.</summary>
internal static class RowsHtml
{
    private static readonly (CellMark Mark, string Class, string Meaning)[] Marks =
    [
        (CellMark.Filled, "filled", "was empty, filled by the model"), (CellMark.Empty, "empty", "empty"),
        (CellMark.Strange, "strange", "unlikely, given the rest of the row"),
    ];

    public static void Add(HtmlBuilder html, RowsSection section)
    {
        var present = section.Groups.SelectMany(group => group.Rows).SelectMany(row => row.Cells).Select(cell => cell.Mark).ToHashSet();
        var explained = Marks.Where(mark => present.Contains(mark.Mark) && mark.Mark != CellMark.Empty).ToArray();
        if (explained.Length > 0)
        {
            html.Raw("<ul class=\"legend\">");
            foreach (var (_, name, meaning) in explained) html.Add($"<li><i class=\"area {name}\"></i>{meaning}</li>");
            html.Raw("</ul>\n");
        }

        html.Add($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{section.Heading}\"><table " +
            $"class=\"rows\">\n<thead><tr><th scope=\"col\">row</th>");
        foreach (var column in section.Columns) html.Add($"<th scope=\"col\">{column}</th>");
        html.Raw("</tr></thead>\n");
        foreach (var group in section.Groups)
        {
            html.Raw("<tbody>\n");
            if (group.Title.Length > 0)
                html.Add($"<tr class=\"group\"><th colspan=\"{section.Columns.Count + 1}\" scope=\"rowgroup\"><span>{group.Title}</span></th></tr>\n");
            foreach (var (name, cells) in group.Rows)
            {
                html.Add($"<tr><th scope=\"row\">{name}</th>");
                foreach (var cell in cells) AddCell(html, cell);
                html.Raw("</tr>\n");
            }

            html.Raw("</tbody>\n");
        }

        html.Raw("</table></div>\n");
        if (section.Note.Length > 0) html.Add($"<p class=\"note\">{section.Note}</p>\n");
    }

    private static void AddCell(HtmlBuilder html, RowCell cell)
    {
        var (_, name, meaning) = Marks.FirstOrDefault(mark => mark.Mark == cell.Mark);
        if (name is null) html.Add($"<td>{cell.Text}");
        else html.Add($"<td class=\"{name}\" title=\"{meaning}\">{cell.Text}");
        if (cell.Note.Length > 0) html.Add($"<small>{cell.Note}</small>");
        html.Raw("</td>");
    }
}
