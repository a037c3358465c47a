using System.Text.RegularExpressions;
using Hourglass.Tests.Docs;

namespace Hourglass.Tests.Architecture;

/// <summary>In which folder of src/Hourglass a type is written. Namespaces do not tell: those of Networks and Recipes are the root's.</summary>
internal sealed partial class SourceFolders
{
    /// <summary>How the folder of the project itself is called here.</summary>
    public const string Root = "(root)";

    private readonly Dictionary<string, string> folders = new(StringComparer.Ordinal);

    public SourceFolders()
    {
        var root = Path.Combine(Repository.Root, "src", "Hourglass");
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            var folder = Path.GetRelativePath(root, Path.GetDirectoryName(file)!).Replace('\\', '/');
            if (folder.Split('/')[0] is "bin" or "obj" || Namespace().Match(File.ReadAllText(file)) is not { Success: true } match) continue;
            folders[$"{match.Groups["name"].Value}.{Path.GetFileName(file).Split('.')[0]}"] = folder == "." ? Root : folder;
        }
    }

    /// <summary>The folders that hold a source file.</summary>
    public IReadOnlyCollection<string> All => [.. folders.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The folder of a type, or null where no file is named after it.</summary>
    /// <param name="fullName">As .NET writes it, such as Hourglass.Blueprint`1 or Hourglass.Catalog+Addition.</param>
    public string? Of(string fullName) => folders.GetValueOrDefault(Outer(fullName));

    /// <summary>The full name of the outermost type, without arity: its file is named after its last part.</summary>
    public static string Outer(string fullName) => fullName.Split('+')[0].Split('`')[0];

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Namespace();
}
