using System.Globalization;
using System.Text.Json.Serialization;

namespace Hourglass.Sweeps;

/// <summary>
/// Which size to take, and why: the smallest whose figure is no worse than the best by more than the best one's standard error over seeds, or 1 % of the
/// best where that is more (the rule of one standard error of L. Breiman, J. Friedman, R. Olshen and C. Stone, "Classification and
/// regression trees", 1984, section 3.4.3, with a floor for few seeds). Of several combinations with that size, the best.
/// </summary>
/// <param name="Latent">Dimensions of the code.</param>
/// <param name="Options">The options that take several values; empty where there are none.</param>
/// <param name="Figure">Its figure.</param>
/// <param name="Tolerance">How much worse than the best it might have been.</param>
/// <param name="Reason">The advice as a sentence or two.</param>
public sealed record Recommendation(int Latent, string Options, double Figure, double Tolerance, string Reason)
{
    /// <summary>The part of the best figure within which a difference does not count.</summary>
    public const double Share = 0.01;

    /// <summary>The rule for a person.</summary>
    [JsonInclude]
    public string Rule { get; private init; } = "the smallest code within one standard error (over seeds) of the best held-out figure, or within 1 % of it where that is more";

    /// <summary>Chooses.</summary>
    /// <param name="rows">What was tried; rows whose figure is not finite are passed over.</param>
    /// <param name="figure">What is compared, with its unit; lower is better.</param>
    /// <exception cref="HourglassException">No row has a finite figure.</exception>
    public static Recommendation Of(IReadOnlyList<SweepRow> rows, string figure)
    {
        SweepRow[] sound = [.. rows.Where(row => double.IsFinite(row.Figure))];
        if (sound.Length == 0) throw new HourglassException("No training of the sweep came to an end with a finite figure, so nothing can be recommended; look at the runs' run.json, and try a smaller learning rate.");
        var best = sound.MinBy(row => row.Figure)!;
        var tolerance = Math.Max(best.StandardError, Share * Math.Abs(best.Figure));
        var chosen = sound.Where(row => row.Figure <= best.Figure + tolerance).OrderBy(row => row.Latent).ThenBy(row => row.Figure).First();
        return new Recommendation(chosen.Latent, chosen.Options, chosen.Figure, tolerance, Explain(sound, chosen, best, tolerance, figure));
    }

    private static string Explain(SweepRow[] rows, SweepRow chosen, SweepRow best, double tolerance, string figure)
    {
        var margin = best.StandardError > Share * Math.Abs(best.Figure) ? "one standard error" : "1 %";
        var reason = chosen == best
            ? $"Take {chosen.Name}: the held-out {figure} is the best of all, {Text(chosen.Figure)}, and no smaller code comes within {margin} ({Text(tolerance)}) of it."
            : $"Take {chosen.Name}: the held-out {figure} is {Text(chosen.Figure)}, within {margin} ({Text(tolerance)}) of the best, {Text(best.Figure)} at {best.Name}.";
        var (least, most) = (rows.Min(row => row.Latent), rows.Max(row => row.Latent));
        if (chosen.Latent > least)
        {
            var smaller = rows.Where(row => row.Latent < chosen.Latent).MinBy(row => row.Figure)!;
            reason += $" The best smaller one, {smaller.Name}, has {Text(smaller.Figure)}.";
        }

        if (least == most) return reason;
        if (chosen.Latent == least) reason += " It is the smallest code tried: a smaller one may do as well.";
        if (chosen.Latent == most) reason += " It is the largest code tried: a larger one may do better.";
        return reason;
    }

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
