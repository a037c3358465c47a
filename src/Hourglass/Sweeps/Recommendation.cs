using System.Globalization;
using System.Text.Json.Serialization;
using Hourglass.Evaluation;

namespace Hourglass.Sweeps;

/// <summary>
/// The recommended size, and why: the smallest whose metric is worse than the best by at most a margin. The margin is the best one's standard error over seeds
/// (the rule of one standard error of L. Breiman, J. Friedman, R. Olshen and C. Stone, "Classification and regression trees", 1984, section 3.4.3), or, if
/// that is larger, as with few seeds: for <c>nll_nats</c> the standard error over held-out examples of the difference between the two, which does not depend
/// on units or constants; for other metrics 1 % of the best. Of several combinations with that size, the best is chosen. Combinations with a training without
/// metrics are skipped if others are complete.
/// </summary>
/// <param name="Latent">Dimensions of the code.</param>
/// <param name="Options">The options with several values; empty if there are none.</param>
/// <param name="Figure">Its metric.</param>
/// <param name="Tolerance">The margin that it was allowed to be worse than the best; if it is the best itself, the margin of the best smaller one.</param>
/// <param name="Reason">The recommendation in a few sentences.</param>
public sealed record Recommendation(int Latent, string Options, double Figure, double Tolerance, string Reason)
{
    /// <summary>Fraction of the best metric within which a difference does not count, except for likelihoods.</summary>
    public const double Share = 0.01;

    private const int LeastDigits = 4;
    private const int MostDigits = 9;

    /// <summary>The rule, in words.</summary>
    [JsonInclude]
    public string Rule { get; private init; } = "the smallest code within one standard error (over seeds) of the best held-out figure, or " +
        "within 1 % of it where that is more";

    /// <summary>Chooses a size.</summary>
    /// <param name="rows">The combinations tried; rows with a non-finite metric are skipped.</param>
    /// <param name="figure">The name of the metric, with its unit; lower is better.</param>
    /// <exception cref="HourglassException">No row has a finite metric.</exception>
    public static Recommendation Of(IReadOnlyList<SweepRow> rows, string figure)
    {
        SweepRow[] sound = [.. rows.Where(row => double.IsFinite(row.Figure))];
        if (sound.Length == 0)
            throw new HourglassException($"{What("No training of the sweep")} finished with {Allowed("a finite metric")}, so nothing can be recommended; " +
                $"see the runs' run.json, and try a smaller learning rate.");

        // If some seeds of a combination diverged, the remaining ones are biased towards good results.
        SweepRow[] compared = sound.Any(row => row.IsComplete) ? [.. sound.Where(row => row.IsComplete)] : sound;
        var best = compared.MinBy(row => row.Figure)!;
        var chosen = compared.Where(row => row.Figure <= best.Figure + Margin.Of(row, best,
            figure).Width).OrderBy(row => row.Latent).ThenBy(row => row.Figure).First();
        var smaller = compared.Where(row => row.Latent < chosen.Latent).MinBy(row => row.Figure);
        var margin = Margin.Of(chosen == best && smaller is not null ? smaller : chosen, best, figure);
        var reason = string.Concat(Advice(chosen, best, smaller, margin, figure), Ends(compared, chosen), PassedOver(rows, compared),
            FewDraws(compared, chosen, figure));
        var advice = new Recommendation(chosen.Latent, chosen.Options, chosen.Figure, margin.Width, reason);
        return figure != SweepSummary.Likelihood ? advice : advice with
        {
            Rule = "the smallest code within one standard error of the best held-out likelihood (over seeds, or of the difference between the two over " +
                "held-out examples, whichever is more)",
        };
    }

    private static string Advice(SweepRow chosen, SweepRow best, SweepRow? smaller, Margin margin, string figure)
    {
        var (width, within) = (margin.Width, $"within {margin.Name} ({Text(margin.Width)})");
        var beside = smaller is null ? "" : $" The best smaller one, {smaller.Name}, has {Text(smaller.Figure, width)}.";
        if (chosen != best)
            return $"Take {chosen.Name}: the held-out {figure} is {Text(chosen.Figure, width)}, {within} of the best, " +
                $"{Text(best.Figure, width)} at {best.Name}.{beside}";
        var alone = smaller is null ? "" : $", and no smaller code comes {within} of it";
        return $"Take {chosen.Name}: the held-out {figure} is the best of all, {Text(chosen.Figure, width)}{alone}.{beside}";
    }

    private static string Ends(SweepRow[] rows, SweepRow chosen)
    {
        var (least, most) = (rows.Min(row => row.Latent), rows.Max(row => row.Latent));
        if (least == most) return "";
        if (chosen.Latent == least) return " It is the smallest code tried: a smaller one may do as well.";
        return chosen.Latent == most ? " It is the largest code tried: a larger one may do better." : "";
    }

    private static string PassedOver(IReadOnlyList<SweepRow> rows, SweepRow[] compared)
    {
        var loosely = compared.All(row => row.IsComplete)
            ? ""
            : $" Treat it with caution: in no combination did every training finish with a finite metric ({List(compared)}).";
        SweepRow[] passedOver = [.. rows.Except(compared)];
        return passedOver.Length == 0 ? loosely : $"{loosely} Skipped, because not every training finished with a finite metric: {List(passedOver)}.";
    }

    private static string List(SweepRow[] rows) => string.Join("; ", rows.Select(row => row.IsComplete ? row.Name : $"{row.Name}: {row.SeedsText}"));

    /// <summary>The bias of few draws grows with the number of used dimensions, and thus favours the smaller of two codes.</summary>
    private static string FewDraws(SweepRow[] rows, SweepRow chosen, string figure)
    {
        SweepRow[] few = [.. rows.Where(row => row.Latent >= chosen.Latent && row.EffectiveSamples < LikelihoodEstimate.SmallEffectiveSamples)];
        if (figure != SweepSummary.Likelihood || few.Length == 0) return "";
        var sizes = string.Join(", ", few.Select(row => row.Latent).Distinct().Order());
        return $" Where latent is {sizes}, the likelihood rests on few draws (an effective sample size of " +
            $"{few.Min(row => row.EffectiveSamples)!.Value.ToString("F1", CultureInfo.InvariantCulture)}), which makes {figure} too high, the more so the " +
            "larger the code: compare with the next larger ones by evaluate with a larger nll_samples.";
    }

    /// <summary>With enough digits to show a width next to the value; at least 4, and all before the decimal point.</summary>
    private static string Text(double value, double width = 1)
    {
        var (before, last) = (Leading(value) + 1, Math.Min(Leading(width), 0));
        return value.ToString($"G{Math.Clamp(before - last, LeastDigits, MostDigits)}", CultureInfo.InvariantCulture);
    }

    /// <summary>The decimal exponent of the first digit.</summary>
    private static int Leading(double value) => value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)));
}
