namespace Hourglass.Data;

/// <summary>Makes the names of a header unique, and says so.</summary>
internal static class ColumnNames
{
    /// <summary>The name of a column without one.</summary>
    /// <param name="index">Its position, counted from 0.</param>
    public static string Unnamed(int index) => $"column{index + 1}";

    public static (string[] Names, List<string> Doubts) Unique(IReadOnlyList<string> header)
    {
        var (names, doubts) = (new string[header.Count], new List<string>());
        var taken = header.Select(name => name.Trim()).Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            var name = header[i].Trim();
            if (name.Length > 0 && seen.Add(name))
            {
                names[i] = name;
                continue;
            }

            var stem = name.Length == 0 ? Unnamed(i) : name;
            var unique = stem;
            for (var k = 2; !taken.Add(unique); k++) unique = $"{stem}_{k}";
            seen.Add(names[i] = unique);
            doubts.Add(name.Length == 0 ? $"Column {i + 1} has no name; it is called '{unique}'."
                : $"Columns {Array.IndexOf(names, name) + 1} and {i + 1} are both called '{name}'; the second is called '{unique}'.");
        }

        return (names, doubts);
    }
}
