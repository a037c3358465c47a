namespace Hourglass.Reports;

/// <summary>Writes the findings of a <see cref="WarningsSection"/>: the observation, and below it what to try.</summary>
internal static class WarningsHtml
{
    public static void Add(HtmlBuilder html, WarningsSection section)
    {
        html.Raw("<ul class=\"warnings\">\n");
        foreach (var warning in section.Warnings) html.Add($"<li id=\"{warning.Code}\">{warning.Message.ToString()}<p>{warning.Remedy.ToString()}</p></li>\n");
        html.Raw("</ul>\n");
    }
}
