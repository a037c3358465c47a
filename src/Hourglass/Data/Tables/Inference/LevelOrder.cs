using System.Globalization;

namespace Hourglass.Data;

/// <summary>Levels in the order of their numbers, those without one after them in ordinal order.</summary>
internal sealed class LevelOrder : IComparer<string>
{
    public static LevelOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (first, second) = (Number(x), Number(y));
        var byNumber = first.CompareTo(second);
        return byNumber != 0 ? byNumber : string.CompareOrdinal(x, y);
    }

    // Words come last.
    private static double Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : double.PositiveInfinity;
}
