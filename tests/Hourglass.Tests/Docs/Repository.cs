namespace Hourglass.Tests.Docs;

/// <summary>The repository that the tests were built in, and its pages.</summary>
internal static class Repository
{
    private static readonly string[] NotPages = [".build", ".git", "bin", "obj", "runs", "shared", "TestResults", "node_modules"];

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every Markdown page, relative to the root.</summary>
    public static IEnumerable<string> Pages => PagesBelow(Root).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal);

    public static string[] Lines(params string[] names) => File.ReadAllLines(Path.Combine([Root, .. names]));

    /// <summary>The lines of a page outside its fenced blocks.</summary>
    public static IEnumerable<string> Text(string page)
    {
        var inside = false;
        foreach (var line in Lines(page))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) inside = !inside;
            else if (!inside) yield return line;
        }
    }

    /// <summary>What stands between backticks in the text of a page.</summary>
    public static IEnumerable<string> Marked(string page) => Text(page).SelectMany(line => line.Split('`').Where((_, i) => i % 2 == 1));

    private static IEnumerable<string> PagesBelow(string folder) => Directory.EnumerateFiles(folder, "*.md")
        .Concat(Directory.EnumerateDirectories(folder).Where(below => !NotPages.Contains(Path.GetFileName(below),
            StringComparer.Ordinal)).SelectMany(PagesBelow));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Hourglass.slnx"))) return folder.FullName;
        throw new InvalidOperationException($"No folder above '{AppContext.BaseDirectory}' holds Hourglass.slnx.");
    }
}
