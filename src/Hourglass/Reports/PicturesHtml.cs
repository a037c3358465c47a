namespace Hourglass.Reports;

/// <summary>Writes the sheets of a <see cref="PictureSection"/>.</summary>
internal static class PicturesHtml
{
    /// <summary>Maximum width of a sheet on the page, in the page's pixels.</summary>
    private const int WidestSheet = 960;

    /// <summary>A single sheet of at most this width leaves room for its caption at its side.</summary>
    private const int WidestBesideCaption = 640;

    private const int LargestScale = 4;

    public static void Add(HtmlBuilder html, PictureSection section)
    {
        html.Raw("<div class=\"panels\">\n");
        foreach (var panel in section.Panels) AddPanel(html, panel, section.Panels.Count);
        html.Raw("</div>\n");
    }

    private static void AddPanel(HtmlBuilder html, PicturePanel panel, int panels)
    {
        var sheet = panel.Sheet;
        var scale = Math.Clamp(WidestSheet / panels / sheet.Width, 1, LargestScale);
        var longest = panel.RowCaptions?.Select(caption => caption.Length).DefaultIfEmpty(0).Max() ?? 0;
        var beside = panels == 1 && sheet.Width * scale <= WidestBesideCaption ? " beside" : "";
        html.Add($"<figure class=\"sheet{beside}\" style=\"--natural:{sheet.Width}px;--largest:{sheet.Width * scale}px;--captions:{longest}ch\">\n");
        if (panel.Title is not null) html.Add($"<h3>{panel.Title}</h3>\n");
        html.Raw("<div class=\"scroll\"><div class=\"rows\">");
        if (panel.RowCaptions is { Count: > 0 } captions) AddRowCaptions(html, sheet, captions);

        // Browsers that can round lengths enlarge by whole numbers, so that all pixels stay equal squares.
        html.Add($"<img src=\"data:image/png;base64,{Convert.ToBase64String(sheet.ToPng())}\" width=\"{sheet.Width}\" height=\"{sheet.Height}\" ");
        html.Add($"alt=\"{Alternative(panel)}\">");
        html.Add($"</div></div>\n<figcaption>{panel.Caption}</figcaption>\n</figure>\n");
    }

    private static void AddRowCaptions(HtmlBuilder html, PictureSheet sheet, IReadOnlyList<string> captions)
    {
        // Positioned absolutely at the rows' middles; an invisible copy of the longest one gives the column its width.
        html.Add($"<div class=\"captions\" aria-hidden=\"true\"><b>{captions.MaxBy(caption => caption.Length)}</b>");
        for (var row = 0; row < sheet.Rows; row++)
            html.Add($"<span style=\"top:{100 * sheet.RowCentre(row)}%\">{captions[row % captions.Count]}</span>");
        html.Raw("</div>");
    }

    private static string Alternative(PicturePanel panel) =>
        panel.RowCaptions is { Count: > 0 } captions
            ? $"Rows of images, from the top: {string.Join(", ", captions)}. {panel.Caption}"
            : $"{panel.Sheet.Rows} rows of {panel.Sheet.Columns} images. {panel.Caption}";
}
