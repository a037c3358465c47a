using Hourglass.Evaluation;

namespace Hourglass.Sweeps;

/// <summary>Draws the runs of a sweep together.</summary>
internal static class SweepSummary
{
    private const string Likelihood = "nll_nats";
    private const string Error = "mse_per_feature";

    /// <summary>The document of a sweep whose runs are all done.</summary>
    public static SweepDocument Of(SweepContext context, IReadOnlyList<SweepRun> runs, SweepReference reference)
    {
        var measured = runs.Where(run => run.IsMeasured).ToArray();
        var figure = measured.Length > 0 && measured.All(run => run.HeldOut.ContainsKey(Likelihood)) ? Likelihood : Error;
        SweepRow[] rows =
        [
            .. from run in measured
               group run by (run.Latent, run.Options) into same
               select Row([.. same], figure) with
               {
                   CodeSimilarity = Similarity(context, [.. same]),
                   PcaMsePerFeature = reference.PcaMsePerFeature.TryGetValue(same.Key.Latent, out var error) ? error : null,
               },
        ];
        return new SweepDocument
        {
            Data = context.Request.Data,
            DataFingerprint = context.Fingerprint,
            Model = context.Request.Model,
            Figure = figure,
            Protocol = context.Protocol,
            IntrinsicDimensions = reference.Dimensions,
            Recommendation = Recommendation.Of(rows, figure),
            Rows = rows,
            Runs = runs,
        };
    }

    /// <summary>The figures of the seeds of one combination.</summary>
    internal static SweepRow Row(SweepRun[] seeds, string figure)
    {
        double[] figures = [.. seeds.Select(run => run.HeldOut[figure])];
        var mean = figures.Average();
        var names = seeds[0].HeldOut.Keys.Where(name => seeds.All(run => run.HeldOut.ContainsKey(name)));
        return new SweepRow
        {
            Latent = seeds[0].Latent,
            Options = seeds[0].Options,
            Seeds = seeds.Length,
            Figure = mean,
            Least = figures.Min(),
            Most = figures.Max(),
            Deviation = figures.Length > 1 ? Math.Sqrt(figures.Sum(value => (value - mean) * (value - mean)) / (figures.Length - 1)) : null,
            HeldOut = names.ToDictionary(name => name, name => seeds.Average(run => run.HeldOut[name]), StringComparer.Ordinal),
            WallSeconds = seeds.Average(run => run.WallSeconds),
        };
    }

    private static double? Similarity(SweepContext context, SweepRun[] seeds)
    {
        if (seeds.Length < 2) return null;
        var examples = context.Data.Dataset.Train.Spread(context.Protocol.CodesCompared);
        float[][,] codes = [.. seeds.Select(run => Codes(Path.Combine(context.Request.Output, run.Folder), examples))];
        return (from a in Enumerable.Range(0, codes.Length) from b in Enumerable.Range(a + 1, codes.Length - a - 1) select CodeSimilarity.Of(codes[a], codes[b])).Average();
    }

    private static float[,] Codes(string folder, Data.Examples examples)
    {
        using var model = Autoencoder.Load(folder);
        return model.Encode(examples);
    }
}
