namespace Hourglass.Settings;

/// <summary>Finds the name that the user probably meant.</summary>
public static class Nearest
{
    /// <summary>"Did you mean 'x'? Otherwise " when a candidate is close to <paramref name="name"/>, else an empty text.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) =>
        To(name, candidates) is { } nearest ? $"did you mean '{nearest}'? Otherwise " : "";

    /// <summary>The candidate with the smallest edit distance to <paramref name="name"/>, or null if none is close.</summary>
    public static string? To(string name, IEnumerable<string> candidates)
    {
        var best = candidates
            .Select(candidate => (Candidate: candidate, Distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Candidate.Length)
            .ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Candidate is not null && best.Distance <= Math.Max(1, best.Candidate.Length / 3) + 1 ? best.Candidate : null;
    }

    /// <summary>Number of insertions, deletions, replacements and swaps of neighbours that turn one text into the other (Damerau 1964).</summary>
    internal static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
