using System.Reflection;
using System.Text.RegularExpressions;

namespace Hourglass.Reports;

/// <summary>The style sheet of a report, which also defines the colours.</summary>
internal static partial class ReportStyle
{
    private static readonly Lazy<string> Sheet = new(Read);

    /// <summary>The style sheet.</summary>
    public static string Text => Sheet.Value;

    /// <summary>The colour of a light page with the given name, such as "ink" or "p3", as "#rrggbb", for output that cannot include a style sheet.</summary>
    public static string Light(string name)
    {
        // The first definition is the light one; the dark one comes later.
        foreach (Match match in Colour().Matches(Text))
            if (match.Groups["name"].ValueSpan.SequenceEqual(name)) return match.Groups["value"].Value;
        throw new ArgumentException($"The style sheet has no colour '{name}'.", nameof(name));
    }

    private static string Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("--(?<name>[a-z0-9-]+): (?<value>#[0-9a-f]{6});", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colour();
}
