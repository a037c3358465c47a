namespace Hourglass.Messages;

/// <summary>Small changes of texts for sentences.</summary>
internal static class Wording
{
    /// <summary>The text with a capital first letter.</summary>
    public static string Capitalized(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
