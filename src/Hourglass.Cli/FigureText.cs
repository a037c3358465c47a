using System.Globalization;

namespace Hourglass.Cli;

/// <summary>Figures as a terminal shows them.</summary>
internal static class FigureText
{
    /// <summary>Where a double's last digit is a whole one: what is written beyond says nothing.</summary>
    private const double MostPlain = 1e15;

    /// <summary>A figure with so many decimals, or a power of ten where that would be digits without meaning; thousands are set off if so said.</summary>
    public static string Of(double value, int decimals, bool thousands = false) => Math.Abs(value) < MostPlain
        ? value.ToString((thousands ? "N" : "F") + decimals, CultureInfo.CurrentCulture)
        : value.ToString("0.###e+0", CultureInfo.CurrentCulture);
}
