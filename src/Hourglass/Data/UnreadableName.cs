namespace Hourglass.Data;

/// <summary>Names of files whose bytes are not UTF-8, such as ones written in Latin-1: .NET cannot open them.</summary>
internal static class UnreadableName
{
    // Replaces each byte that is not UTF-8.
    private const char Replacement = '\uFFFD';

    /// <summary>Advice about such a name, ending in a space; empty for other names.</summary>
    public static string Hint(string path) => path.Contains(Replacement)
        ? $"the name has bytes that are not UTF-8 (shown as {Replacement}), as in names written in Latin-1, and such files " +
            "cannot be opened: rename it, or " : "";
}
