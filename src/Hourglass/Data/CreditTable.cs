namespace Hourglass.Data;

/// <summary>
/// The table that is part of the repository: 4,454 loan applications with 14 columns and 455 empty cells, collected by L. A. Belanche Muñoz; from the package
/// modeldata of R (MIT).
/// </summary>
public static class CreditTable
{
    private const string FileName = "credit_data.csv.gz";

    /// <summary>The path of the file, for <c>Table.Open</c>.</summary>
    /// <exception cref="HourglassException">No folder <c>data/credit</c> lies in or above the folder of the program or the current one.</exception>
    public static string Find() => EmbeddedFiles.Find("credit", FileName) is { } folder ? Path.Combine(folder, FileName)
        : throw new HourglassException($"The {What("table of loan applications")} was not found: no folder 'data/credit' lies in or above " +
            $"'{Got(AppContext.BaseDirectory)}' or '{Directory.GetCurrentDirectory()}'; {Allowed("run inside the repository")}.");
}
