using System.Text;

namespace Hourglass.Tests.Cli;

/// <summary>A small table for tests of the command line.</summary>
internal static class SampleTables
{
    public const string Header = "id,age,born,smoker,city,note";

    /// <summary>
    /// people.csv: an identifier, whole numbers, dates, truth values with empty cells, three cities of which smokers live in Rome only, and texts.
    /// </summary>
    public static void People(TemporaryFolder folder, string name = "people.csv") => folder.Write(name, Encoding.UTF8.GetBytes(
        $"{Header}\n{string.Concat(Enumerable.Range(0, 240).Select(Person))}"));

    public static string Person(int i)
    {
        var smokes = i % 4 == 0;
        var born = new DateOnly(1950, 1, 1).AddDays(i * 53 % 12_000);
        return $"p{i:000},{20 + (i * 7 % 61)},{born:yyyy-MM-dd},{(i % 10 == 9 ? "" : smokes ? "yes" : "no")},{(smokes ? "Rome" : i % 3 == 0 ? "Oslo" : "Bern")}," +
            $"note {i} of a long text that is different\n";
    }

    /// <summary>The cells of a written table, row by row without the line of names, which is checked.</summary>
    public static string[][] Rows(TemporaryFolder folder, string name, string header = Header)
    {
        var lines = File.ReadAllLines(folder[name]);
        Assert.Equal(header, lines[0]);
        return [.. lines.Skip(1).Select(line => line.Split(','))];
    }
}
