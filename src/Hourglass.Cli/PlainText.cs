using System.Text;

namespace Hourglass.Cli;

/// <summary>Texts from files, for a terminal: their control characters could move its cursor or change its settings.</summary>
internal static class PlainText
{
    /// <summary>The text with control characters and marks of writing direction as escapes, such as \x1B; line breaks and tabs stay.</summary>
    public static string Of(string text)
    {
        if (!text.Any(IsHidden)) return text;
        var plain = new StringBuilder(text.Length + 16);
        foreach (var letter in text)
        {
            if (!IsHidden(letter)) plain.Append(letter);
            else plain.Append(letter < 0x100 ? $"\\x{(int)letter:X2}" : $"\\u{(int)letter:X4}");
        }

        return plain.ToString();
    }

    private static bool IsHidden(char letter) => (char.IsControl(letter) && letter is not ('\n' or '\t'))
        || letter is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f';
}
