using Hourglass.Evaluation;
using Hourglass.Runs;

namespace Hourglass.Sweeps;

/// <summary>Summarises the runs of a sweep.</summary>
internal static class SweepSummary
{
    /// <summary>The metric of models that have a likelihood.</summary>
    public const string Likelihood = "nll_nats";

    private const string Error = "mse_per_feature";
    private const string EffectiveSamples = "nll_effective_samples_low";

    /// <summary>The document of a sweep whose runs are all done.</summary>
    public static SweepDocument Of(SweepContext context, IReadOnlyList<SweepRun> runs, SweepReference reference)
    {
        var measured = runs.Where(run => run.IsMeasured).ToArray();
        var figure = measured.Length > 0 && measured.All(run => run.HeldOut.ContainsKey(Likelihood)) ? Likelihood : Error;
        SweepRow[] rows =
        [
            .. from run in runs
               group run by (run.Latent, run.Options) into same
               select Row([.. same], figure) with
               {
                   CodeSimilarity = Similarity(context, [.. same.Where(run => run.IsMeasured)]),
                   PcaMsePerFeature = reference.PcaMsePerFeature.TryGetValue(same.Key.Latent, out var error) ? error : null,
               },
        ];
        return new SweepDocument
        {
            Data = context.Request.Data,
            DataFingerprint = context.Data.Fingerprint,
            Model = context.Request.Model,
            Figure = figure,
            Protocol = context.Protocol,
            IntrinsicDimensions = reference.Dimensions,
            Recommendation = Recommendation.Of(rows, figure),
            Rows = rows,
            Runs = runs,
        };
    }

    /// <summary>The metrics of all trainings of one combination.</summary>
    internal static SweepRow Row(SweepRun[] trained, string figure)
    {
        SweepRun[] seeds = [.. trained.Where(run => run.IsMeasured)];
        if (seeds.Length == 0) return Lost(trained);
        double[] figures = [.. seeds.Select(run => run.HeldOut[figure])];
        var mean = figures.Average();
        var names = seeds[0].HeldOut.Keys.Where(name => seeds.All(run => run.HeldOut.ContainsKey(name)));
        return new SweepRow
        {
            Latent = seeds[0].Latent,
            Options = seeds[0].Options,
            Seeds = seeds.Length,
            SeedsTrained = trained.Length,
            Figure = mean,
            Least = figures.Min(),
            Most = figures.Max(),
            Deviation = figures.Length > 1 ? Math.Sqrt(figures.Sum(value => (value - mean) * (value - mean)) / (figures.Length - 1)) : null,
            HeldOut = names.ToDictionary(name => name, name => seeds.Average(run => run.HeldOut[name]), StringComparer.Ordinal),
            EffectiveSamples = seeds.Min(run => run.HeldOut.TryGetValue(EffectiveSamples, out var draws) ? draws : (double?)null),
            ExampleNats = seeds.Where(run => run.ExampleNats.Count > 0).ToDictionary(run => run.Seed, run => run.ExampleNats),
            WallSeconds = seeds.Average(run => run.WallSeconds),
        };
    }

    /// <summary>A combination without any training that has metrics.</summary>
    private static SweepRow Lost(SweepRun[] trained) => new()
    {
        Latent = trained[0].Latent,
        Options = trained[0].Options,
        Seeds = 0,
        SeedsTrained = trained.Length,
        Figure = double.NaN,
        Least = double.NaN,
        Most = double.NaN,
        HeldOut = new Dictionary<string, double>(StringComparer.Ordinal),
        WallSeconds = trained.Average(run => run.WallSeconds),
    };

    private static double? Similarity(SweepContext context, SweepRun[] seeds)
    {
        if (seeds.Length < 2) return null;
        var examples = context.Data.Dataset.Train.Spread(context.Protocol.CodesCompared);
        if (examples.Count < CodeSimilarity.LeastExamples) return null;
        float[][,] codes = [.. seeds.Select(run => Codes(Path.Combine(context.Request.Output, run.Folder), examples))];
        return (from a in Enumerable.Range(0, codes.Length)
                from b in Enumerable.Range(a + 1, codes.Length - a - 1)
                select CodeSimilarity.Of(codes[a],
            codes[b])).Average();
    }

    private static float[,] Codes(string folder, Data.Examples examples)
    {
        using var run = Run.Open(folder);
        return run.Model.Encode(examples);
    }
}
