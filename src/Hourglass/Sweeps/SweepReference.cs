using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Training;

namespace Hourglass.Sweeps;

/// <summary>What the data says of itself, without the model of the sweep.</summary>
/// <param name="PcaMsePerFeature">The squared error a feature of PCA on held-out examples by the number of components, averaged over the seeds' parts; empty where examples are too large for it, and for models that are judged on damaged examples.</param>
/// <param name="Dimensions">Its intrinsic dimension, or null where there are too few different examples, or series of unequal length.</param>
internal sealed record SweepReference(IReadOnlyDictionary<int, double> PcaMsePerFeature, IntrinsicDimensions? Dimensions)
{
    // The examples are held in double precision: 128 MB.
    private const int DimensionNumbers = 1 << 24;

    /// <summary>Takes the components on the parts of every seed, which the models are judged on too, and dimensions on those of the first; null when stopped.</summary>
    public static SweepReference? Of(SweepContext context, CancellationToken cancellation)
    {
        int[] sizes = [.. context.Points.Select(point => point.Latent).Distinct()];
        List<IReadOnlyDictionary<int, double>> errors = [];
        foreach (var seed in context.Points.DistinctBy(point => point.Seed))
        {
            if (cancellation.IsCancellationRequested) return null;
            var (train, held) = context.Parts(seed);
            errors.Add(context.IsDenoising ? new Dictionary<int, double>() : Pca(context, seed, train, held, sizes));
        }

        if (cancellation.IsCancellationRequested) return null;
        var dimensions = DimensionsOf(context.Preparation.Apply(context.Parts(context.Points[0]).Train, context.Points[0].Seed), context.Protocol);
        return new SweepReference(errors[0].Keys.ToDictionary(size => size, size => errors.Average(seed => seed[size])), dimensions);
    }

    /// <summary>The examples that dimensions are estimated from; null for series of unequal length, whose padding is no data.</summary>
    /// <param name="train">In the units of the models.</param>
    /// <param name="most">Examples, fewer where they are so large that the memory they take would not be bounded.</param>
    internal static Examples? ForDimensions(Examples train, int most) =>
        train.Side.Lengths is null ? train.Spread(Math.Min(most, DimensionNumbers / train.Shape.Size)) : null;

    /// <summary>The error of each size at once: what the components beyond it hold, and what the largest PCA leaves over. Where pixels are drawn, it learns from the draw of a PCA of this seed and is judged on that of the models.</summary>
    private static Dictionary<int, double> Pca(SweepContext context, SweepPoint point, Examples train, Examples held, int[] sizes)
    {
        var features = train.Shape.Size;
        if (!PcaReference.Fits(train)) return [];
        var most = Math.Min(sizes.Max(), features);
        using var trainer = new Trainer(Recipes.Pca(train.Shape, most) with { Binarization = context.Binarization }, train, context.Data.Preparation, new TrainingOptions { Seed = point.Seed });
        trainer.Run();
        using var model = trainer.Model;
        var codes = model.EncodePrepared(JudgedExamples.Of(model, held, HeldOutFigures.Seed).Drawn);
        var numbers = (double)held.Count * features;
        var left = Evaluator.Evaluate(model, held, options: new EvaluationOptions { Seed = HeldOutFigures.Seed }).Single(metric => metric.Name == "mse_per_feature").Value * numbers;
        Dictionary<int, double> errors = [];
        for (var size = most; size >= 1; size--)
        {
            if (sizes.Contains(size)) errors[size] = left / numbers;
            for (var i = 0; i < held.Count; i++) left += (double)codes[i, size - 1] * codes[i, size - 1];
        }

        foreach (var larger in sizes.Where(size => size > most)) errors[larger] = errors.GetValueOrDefault(most);
        return errors;
    }

    private static IntrinsicDimensions? DimensionsOf(Examples train, SweepProtocol protocol)
    {
        if (ForDimensions(train, protocol.IntrinsicExamples) is not { } examples) return null;
        var neighbours = protocol.IntrinsicNeighbours;
        try
        {
            var rows = examples.ToRows();
            return new IntrinsicDimensions(IntrinsicDimension.TwoNearestNeighbours(rows), IntrinsicDimension.MaximumLikelihood(rows, neighbours), neighbours, examples.Count);
        }
        catch (HourglassException)
        {
            // Too few different examples for an estimate, which the sweep can do without.
            return null;
        }
    }
}
