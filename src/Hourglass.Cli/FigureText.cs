using System.Globalization;

namespace Hourglass.Cli;

/// <summary>Formats numbers for the terminal.</summary>
internal static class FigureText
{
    /// <summary>Above this, a double has no fractional digits.</summary>
    private const double MostPlain = 1e15;

    /// <summary>A number with the given decimals, or in powers of ten where digits would have no meaning; optionally with thousands separators.</summary>
    public static string Of(double value, int decimals, bool thousands = false) => Math.Abs(value) < MostPlain
        ? value.ToString((thousands ? "N" : "F") + decimals, CultureInfo.CurrentCulture)
        : value.ToString("0.###e+0", CultureInfo.CurrentCulture);
}
