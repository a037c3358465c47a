using Hourglass.Files;

namespace Hourglass.Reports;

/// <summary>
/// Turns a <see cref="Report"/> into one self-contained HTML file: no other file, no network, no script. It follows
/// the reader's light or dark colour scheme and prints.
/// </summary>
public static class HtmlReport
{
    private const string Logo = """
        <svg class="logo" viewBox="0 0 64 64" aria-hidden="true"><path class="sand" d="M10 8h44L36 32l18 24H10l18-24z"/><path class="glass" d="M17 51h30L34 36h-4z"/></svg>
        """;

    // The page may not load or run anything; the browser enforces this even if a report's text tried to.
    private const string Head = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">

        """;

    /// <summary>The page as HTML text.</summary>
    public static string Render(Report report)
    {
        var html = new HtmlBuilder();
        html.Raw(Head);
        html.Add($"<title>{report.Title}</title>\n<style>\n");
        html.Raw(ReportStyle.Text);
        html.Raw("</style>\n</head>\n<body>\n");
        AddHeader(html, report);
        html.Raw("<main>\n");
        for (var i = 0; i < report.Sections.Count; i++) AddSection(html, report.Sections[i], i + 1);
        html.Raw("</main>\n<footer>Written by Hourglass, the autoencoder workbench for .NET.</footer>\n</body>\n</html>\n");
        return html.ToString();
    }

    /// <summary>Writes the page to <paramref name="path"/>, whole or not at all.</summary>
    /// <exception cref="HourglassException">The file cannot be written; the message names the path and the cause.</exception>
    public static void Write(Report report, string path) => AtomicFile.WriteText(path, Render(report));

    private static void AddHeader(HtmlBuilder html, Report report)
    {
        html.Raw("<header>\n<div class=\"brand\">");
        html.Raw(Logo);
        html.Add($"<span>Hourglass</span></div>\n<h1>{report.Title}</h1>\n");
        if (report.Subtitle.Length > 0) html.Add($"<p class=\"subtitle\">{report.Subtitle}</p>\n");
        if (report.Facts.Count > 0)
        {
            html.Raw("<dl class=\"facts\">\n");
            foreach (var fact in report.Facts) html.Add($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>\n");
            html.Raw("</dl>\n");
        }

        if (report.Sections.Count > 1)
        {
            html.Raw("<nav aria-label=\"Sections\"><ol>\n");
            for (var i = 0; i < report.Sections.Count; i++) html.Add($"<li><a href=\"#section-{i + 1}\">{report.Sections[i].Heading}</a></li>\n");
            html.Raw("</ol></nav>\n");
        }

        html.Raw("</header>\n");
    }

    private static void AddSection(HtmlBuilder html, ReportSection section, int number)
    {
        html.Add($"<section id=\"section-{number}\" aria-labelledby=\"heading-{number}\">\n<h2 id=\"heading-{number}\">{section.Heading}</h2>\n");
        if (section.Explanation.Length > 0) html.Add($"<p class=\"explanation\">{section.Explanation}</p>\n");
        section.AddTo(html);
        html.Raw("</section>\n");
    }
}
