using System.Globalization;
using static Hourglass.Messages.MessageTerms;

namespace Hourglass.Figures;

/// <summary>Reads the seeds asked for.</summary>
internal static class SeedList
{
    /// <summary>The seeds of a text such as <c>1,2,3</c>.</summary>
    /// <exception cref="UsageException">A part is no seed, or stands there twice.</exception>
    public static IReadOnlyList<ulong> Parse(string text)
    {
        List<ulong> seeds = [];
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!ulong.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) || seeds.Contains(seed))
                throw new UsageException($"{What("--seeds")} is '{Got(text)}'; give " +
                    $"{Allowed("different whole numbers from 0 with commas between, such as 1,2,3")}.");
            seeds.Add(seed);
        }

        return seeds;
    }
}
