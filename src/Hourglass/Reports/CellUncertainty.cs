using Hourglass.Data;

namespace Hourglass.Reports;

/// <summary>The uncertainty of a filled cell in a few words.</summary>
internal static class CellUncertainty
{
    private const double MicrosecondsPerSecond = 1e6;

    /// <summary>The standard deviation of a number in its unit, the probability of a level.</summary>
    public static string Of(ColumnSchema column, double uncertainty) => column.Kind switch
    {
        _ when column.HasLevels => $"{NumberText.WithDecimals(100 * (1 - uncertainty), 0)} %",
        ColumnKind.Date => $"± {Number(uncertainty)} days",
        ColumnKind.DateTime or ColumnKind.Duration => $"± {Time(uncertainty / MicrosecondsPerSecond)}",
        _ => $"± {Number(uncertainty)}",
    };

    // Cells have no commas between thousands either.
    private static string Number(double value) => NumberText.Format(value, 2).Replace(",", "", StringComparison.Ordinal);

    private static string Time(double seconds) => seconds switch
    {
        >= 2 * 86_400 => $"{NumberText.Format(seconds / 86_400, 2)} days",
        >= 2 * 3600 => $"{NumberText.Format(seconds / 3600, 2)} h",
        >= 2 * 60 => $"{NumberText.Format(seconds / 60, 2)} min",
        _ => $"{NumberText.Format(seconds, 2)} s",
    };
}
