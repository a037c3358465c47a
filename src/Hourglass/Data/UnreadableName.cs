namespace Hourglass.Data;

/// <summary>Names of files whose bytes are not UTF-8, such as ones written in Latin-1: .NET cannot open them.</summary>
internal static class UnreadableName
{
    // Stands for each byte that is not UTF-8.
    private const char Replacement = '\uFFFD';

    /// <summary>What to do about such a name, ending in a space; nothing for other names.</summary>
    public static string Hint(string path) => path.Contains(Replacement)
        ? $"the name has bytes that are not UTF-8 (shown as {Replacement}), as names written in Latin-1 have, and such files cannot be opened: rename it, or " : "";
}
