namespace Hourglass.Tests.Architecture;

public sealed class FolderOrderTests
{
    private static readonly Dictionary<string, int> Lines = FolderOrder.Lines.SelectMany((line,
        i) => line.Select(folder => (folder, i))).ToDictionary(StringComparer.Ordinal);

    [Fact]
    public void Every_folder_has_a_place_in_the_order()
    {
        string[] missing = [.. LibraryDependencies.Folders.All.Select(Top).Where(folder => folder != SourceFolders.Root && !Lines.ContainsKey(folder)).Distinct(StringComparer.Ordinal)];
        Assert.True(missing.Length == 0, $"Put into FolderOrder.Lines, above all that they use: {string.Join(", ", missing)}");
    }

    [Fact]
    public void Folders_use_only_what_stands_above_them()
    {
        string[] broken = [.. Against().Select(use => $"{use}").Order(StringComparer.Ordinal)];
        Assert.True(broken.Length == 0, $"Against FolderOrder.Lines:\n{string.Join('\n', broken)}");
    }

    /// <summary>Uses between two top folders that the order does not allow.</summary>
    private static IEnumerable<FolderUse> Against() => LibraryDependencies.Uses
        .Select(use => use with { From = Top(use.From), To = Top(use.To) })
        .Where(use => use.From != use.To && Lines.ContainsKey(use.From) && Lines.TryGetValue(use.To, out var line) && line >= Lines[use.From])
        .Distinct();

    private static string Top(string folder) => folder.Split('/')[0];
}
