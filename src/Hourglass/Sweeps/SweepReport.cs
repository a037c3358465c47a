using System.Globalization;
using Hourglass.Evaluation;
using Hourglass.Reports;

namespace Hourglass.Sweeps;

/// <summary>The page of a sweep.</summary>
internal static class SweepReport
{
    /// <summary>The file's name in the folder of the sweep.</summary>
    public const string File = "sweep.html";

    private const string Error = "mse_per_feature";

    private static readonly MetricRow[] Shown =
    [
        new("nll_nats", Better.Lower, "likelihood", "negative log-likelihood of an example, in nats"),
        new("mse_per_feature", Better.Lower, "squared error", "error of the reconstruction, per value"),
        new("knn_accuracy", Better.Higher, "5-NN on codes", "how often the 5 nearest codes predict the class"),
        new("probe_accuracy", Better.Higher, "linear probe on codes", "how often a linear classifier of the code predicts the class"),
        new("active_units", Better.Neither, "active units", "used dimensions of the code"),
        new("mig", Better.Higher, "MIG", "whether each factor has its own dimension"),
    ];

    public static Report Of(SweepDocument sweep)
    {
        List<ReportFact> facts =
        [
            new("data", sweep.Data),
            new("model", sweep.Model),
            new("training runs", Trainings(sweep.Runs)),
            new("held out", FormattableString.Invariant($"{sweep.Protocol.Validation:0.###} of the training split")),
        ];
        if (sweep.IntrinsicDimensions is { } dimensions)
            facts.Add(new("intrinsic dimension",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{dimensions.TwoNearestNeighbours:F1} (two neighbours), {dimensions.MaximumLikelihood:F1} ({dimensions.Neighbours} neighbours)")));
        return new Report($"How many dimensions: {sweep.Model} on {sweep.Data}", sweep.Recommendation.Reason, facts, [Curves(sweep), Table(sweep)]);
    }

    private static string Trainings(IReadOnlyList<SweepRun> runs)
    {
        var (lost, seeds) = (runs.Count(run => !run.IsMeasured), runs.Select(run => run.Seed).Distinct().Count());
        return $"{runs.Count}, {(seeds == 1 ? "1 seed" : $"{seeds} seeds")}{(lost > 0 ? $", {lost} without metrics" : "")}";
    }

    private static CurvesSection Curves(SweepDocument sweep)
    {
        List<CurveChart> charts = [];
        if (sweep.Figure != Error) charts.Add(Chart(sweep, sweep.Figure, Lines(sweep, row => row.Figure, withSpread: true)));
        var errors = Lines(sweep, row => row.HeldOut.GetValueOrDefault(Error, double.NaN), withSpread: sweep.Figure == Error);
        if (Reference(sweep) is { } pca) errors.Add(pca);
        charts.Add(Chart(sweep, Error, errors));
        return new CurvesSection(
            "Held-out metrics by size of the code",
            "Measured on examples that no model was trained on; lower is better. Where the curve is flat, more dimensions bring no gain. The shaded band " +
                "spans the smallest to the largest value over seeds. PCA is the best linear code of the same size, averaged over the same seeds.",
            charts);
    }

    private static CurveChart Chart(SweepDocument sweep, string figure, IReadOnlyList<CurveSeries> lines) =>
        new(sweep.Figure == Error ? "" : figure, "dimensions of the code", figure, lines, LogX: true);

    private static List<CurveSeries> Lines(SweepDocument sweep, Func<SweepRow, double> figure, bool withSpread) =>
    [
        .. from row in sweep.Rows
           group row by row.Options into line
           let rows = line.OrderBy(row => row.Latent).ToArray()
           select new CurveSeries(line.Key.Length > 0 ? line.Key : sweep.Model, CurvePart.Validation, [.. rows.Select(row => (double)row.Latent)],
               [.. rows.Select(figure)])
           {
               Spread = withSpread ? [.. rows.Select(row => (row.Least, row.Most))] : [],
           },
    ];

    private static CurveSeries? Reference(SweepDocument sweep)
    {
        SweepRow[] rows = [.. sweep.Rows.Where(row => row.PcaMsePerFeature is not null).DistinctBy(row => row.Latent).OrderBy(row => row.Latent)];
        return rows.Length == 0
            ? null
            : new CurveSeries("PCA", CurvePart.Validation, [.. rows.Select(row => (double)row.Latent)], [.. rows.Select(row => row.PcaMsePerFeature!.Value)]);
    }

    private static MetricsSection Table(SweepDocument sweep)
    {
        MetricRow[] shown = [.. Shown.Where(row => sweep.Rows.Any(tried => tried.HeldOut.ContainsKey(row.Name)))];
        MetricRow[] draws = sweep.Rows.All(row => row.EffectiveSamples is null) ? [] :
        [
            new("effective_samples", Better.Neither, "effective draws",
                $"of {sweep.Protocol.NllSamples} for the likelihood, in one example of twenty; " +
                $"below {LikelihoodEstimate.SmallEffectiveSamples:0} it is too high", 2),
        ];
        return new MetricsSection(
            "Every size",
            "Averages over seeds on held-out examples, excluding training runs without a finite result. " +
                $"{sweep.Recommendation.Rule[..1].ToUpperInvariant()}{sweep.Recommendation.Rule[1..]} is recommended.",
            [
                .. shown,
                .. draws,
                new("deviation", Better.Neither, "spread over seeds", $"standard deviation of {sweep.Figure}", 2),
                new("code_similarity", Better.Higher, "stability of the code", "similarity of the codes of two seeds (linear CKA, 1 is identical)"),
                new("pca_mse_per_feature", Better.Neither, "squared error of PCA", "with a code of this size"),
                new("training_seconds", Better.Neither, "trained for", "in seconds on one thread", 3),
            ],
            [.. sweep.Rows.Select(row => new ModelColumn(
                row.Name,
                [.. shown.Select(metric => row.HeldOut.TryGetValue(metric.Name, out var value) ? value : (double?)null),
                    .. draws.Select(_ => row.EffectiveSamples), row.Deviation, row.CodeSimilarity, row.PcaMsePerFeature, row.WallSeconds],
                Note: Note(row, sweep.Recommendation)))]);
    }

    private static string? Note(SweepRow row, Recommendation advice)
    {
        string[] notes =
        [
            .. row.Latent == advice.Latent && row.Options == advice.Options ? ["recommended"] : Array.Empty<string>(),
            .. row.IsComplete ? Array.Empty<string>() : [row.SeedsText],
        ];
        return notes.Length > 0 ? string.Join(", ", notes) : null;
    }
}
