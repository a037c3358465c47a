using System.Globalization;
using System.Text;

namespace Hourglass.Tests.Data.Tables;

/// <summary>A table with an identifier, numbers, levels, dates, a label and empty cells.</summary>
internal static class MixedTable
{
    private static readonly string[] Schools = ["school", "college", "phd"];

    /// <summary>The text of a .csv with the columns id, age, income, sex, edu, born, score, grade.</summary>
    public static string Text(int rows, int seed = 1)
    {
        var random = new Random(seed);
        var text = new StringBuilder("id,age,income,sex,edu,born,score,grade\n");
        for (var i = 0; i < rows; i++)
        {
            var (age, income, day) = (18 + random.Next(60), Math.Exp(7 + (2 * random.NextDouble())), new DateOnly(1950, 1, 1).AddDays(random.Next(18_000)));
            var (isPoor, isUntaught) = (random.Next(10) == 0, random.Next(10) == 0);
            text.Append(CultureInfo.InvariantCulture,
                $"k{i:0000}x,{age},{(isPoor ? "" : income.ToString("F2", CultureInfo.InvariantCulture))},{"mf"[random.Next(2)]},");
            text.Append(CultureInfo.InvariantCulture,
                $"{(isUntaught ? "" : Schools[random.Next(3)])},{day:yyyy-MM-dd},{random.NextDouble():F3},{"abc"[random.Next(3)]}\n");
        }

        return text.ToString();
    }
}
