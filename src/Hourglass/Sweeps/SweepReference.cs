using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Training;

namespace Hourglass.Sweeps;

/// <summary>Properties of the data itself, independent of the model of the sweep.</summary>
/// <param name="PcaMsePerFeature">Squared error per feature of PCA on held-out examples by the number of components, averaged over seeds; empty if examples
/// are too large for it, and for models that are evaluated on corrupted examples.</param>
/// <param name="Dimensions">Its intrinsic dimension, or null if there are too few distinct examples, or series of unequal length.</param>
internal sealed record SweepReference(IReadOnlyDictionary<int, double> PcaMsePerFeature, IntrinsicDimensions? Dimensions)
{
    // The examples are held in double precision: 128 MB.
    private const int DimensionNumbers = 1 << 24;

    /// <summary>
    /// Computes the components on the held-out examples of every seed, as for the models, and the dimensions on the examples of the first seed; null if
    /// stopped.
    /// </summary>
    public static SweepReference? Of(SweepContext context, CancellationToken cancellation)
    {
        try
        {
            return Measured(context, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private static SweepReference Measured(SweepContext context, CancellationToken cancellation)
    {
        int[] sizes = [.. context.Points.Select(point => point.Latent).Distinct()];
        List<IReadOnlyDictionary<int, double>> errors = [];
        foreach (var seed in context.Points.DistinctBy(point => point.Seed))
        {
            cancellation.ThrowIfCancellationRequested();
            var (train, held) = context.Parts(seed);
            errors.Add(context.IsDenoising ? new Dictionary<int, double>() : Pca(context, seed, train, held, sizes, cancellation));
        }

        var dimensions = DimensionsOf(context.Preparation.Apply(context.Parts(context.Points[0]).Train, context.Points[0].Seed), context.Protocol,
            cancellation);
        return new SweepReference(errors[0].Keys.ToDictionary(size => size, size => errors.Average(seed => seed[size])), dimensions);
    }

    /// <summary>The examples that dimensions are estimated from; null for series of unequal length, whose padding is not data.</summary>
    /// <param name="train">In the units of the models.</param>
    /// <param name="most">Maximum number of examples; fewer if they are large, to bound memory.</param>
    internal static Examples? ForDimensions(Examples train, int most) =>
        train.Side.Lengths is null ? train.Spread(Math.Min(most, DimensionNumbers / train.Shape.Size)) : null;

    /// <summary>
    /// The error of all sizes at once: the energy in the components beyond each size plus the residual of the largest PCA. With dynamic binarisation, it is
    /// fitted to the draw of a PCA with this seed and evaluated on the draw of the models.
    /// </summary>
    private static Dictionary<int, double> Pca(SweepContext context, SweepPoint point, Examples train, Examples held, int[] sizes,
        CancellationToken cancellation)
    {
        var features = train.Shape.Size;
        if (!PcaReference.Fits(train)) return [];
        var most = Math.Min(sizes.Max(), features);
        using var trainer = new Trainer(Recipes.Pca(train.Shape, most) with { Binarization = context.Binarization }, train, context.Data.Preparation,
            new TrainingOptions { Seed = point.Seed });
        using var model = trainer.Model;
        trainer.Run(cancellation);
        cancellation.ThrowIfCancellationRequested();
        var codes = model.EncodePrepared(EvaluationExamples.Of(model, held, HeldOutFigures.Seed).Drawn);
        var numbers = (double)held.Count * features;
        var left = Evaluator.Evaluate(model, held,
            options: new EvaluationOptions { Seed = HeldOutFigures.Seed },
            cancellation: cancellation).Single(metric => metric.Name == "mse_per_feature").Value * numbers;
        Dictionary<int, double> errors = [];
        for (var size = most; size >= 1; size--)
        {
            if (sizes.Contains(size)) errors[size] = left / numbers;
            for (var i = 0; i < held.Count; i++) left += (double)codes[i, size - 1] * codes[i, size - 1];
        }

        foreach (var larger in sizes.Where(size => size > most)) errors[larger] = errors.GetValueOrDefault(most);
        return errors;
    }

    private static IntrinsicDimensions? DimensionsOf(Examples train, SweepProtocol protocol, CancellationToken cancellation)
    {
        if (ForDimensions(train, protocol.IntrinsicExamples) is not { } examples) return null;
        var neighbours = protocol.IntrinsicNeighbours;
        try
        {
            var rows = examples.ToRows();
            return new IntrinsicDimensions(IntrinsicDimension.TwoNearestNeighbours(rows, cancellation: cancellation),
                IntrinsicDimension.MaximumLikelihood(rows, neighbours, cancellation: cancellation), neighbours,
                examples.Count);
        }
        catch (HourglassException)
        {
            // Too few distinct examples for an estimate, which is optional.
            return null;
        }
    }
}
