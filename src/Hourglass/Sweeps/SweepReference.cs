using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Numerics;
using Hourglass.Training;

namespace Hourglass.Sweeps;

/// <summary>What the data says of itself, without the model of the sweep.</summary>
/// <param name="PcaMsePerFeature">The squared error a feature of PCA on held-out examples by the number of components; empty where examples are too large for it.</param>
/// <param name="Dimensions">Its intrinsic dimension, or null where there are too few different examples.</param>
internal sealed record SweepReference(IReadOnlyDictionary<int, double> PcaMsePerFeature, IntrinsicDimensions? Dimensions)
{
    /// <summary>Takes both on the parts of the first training; null when stopped.</summary>
    public static SweepReference? Of(SweepContext context, CancellationToken cancellation)
    {
        var (train, held) = context.Parts(context.Points[0]);
        var (scaledTrain, scaledHeld) = (AsSeen(context, train), AsSeen(context, held));
        var dimensions = DimensionsOf(scaledTrain.Spread(context.Protocol.IntrinsicExamples), context.Protocol.IntrinsicNeighbours);
        if (cancellation.IsCancellationRequested) return null;
        return new SweepReference(Pca(scaledTrain, scaledHeld, [.. context.Points.Select(point => point.Latent).Distinct()]), dimensions);
    }

    /// <summary>As the model of the sweep sees them: scaled, and binary where it is trained on binary data.</summary>
    private static Examples AsSeen(SweepContext context, Examples examples)
    {
        var scaled = context.Data.Scaling.Apply(examples);
        return context.Binarization == Binarization.None ? scaled : scaled.Binarized(Trainer.StaticBinarizationSeed);
    }

    /// <summary>The error of each size at once: what the components beyond it hold, and what the largest PCA leaves over.</summary>
    private static Dictionary<int, double> Pca(Examples train, Examples held, int[] sizes)
    {
        var features = train.Shape.Size;
        if (features > PrincipalComponents.LargestSize || train.Side.Lengths is not null) return [];
        var most = Math.Min(sizes.Max(), features);
        using var trainer = new Trainer(Recipes.Pca(train.Shape, most), train, new TrainingOptions());
        trainer.Run();
        using var model = trainer.Model;
        var codes = model.EncodeScaled(held);
        var numbers = (double)held.Count * features;
        var left = Evaluator.Evaluate(model, held).Single(metric => metric.Name == "mse_per_feature").Value * numbers;
        Dictionary<int, double> errors = [];
        for (var size = most; size >= 1; size--)
        {
            if (sizes.Contains(size)) errors[size] = left / numbers;
            for (var i = 0; i < held.Count; i++) left += (double)codes[i, size - 1] * codes[i, size - 1];
        }

        foreach (var larger in sizes.Where(size => size > most)) errors[larger] = errors.GetValueOrDefault(most);
        return errors;
    }

    private static IntrinsicDimensions? DimensionsOf(Examples examples, int neighbours)
    {
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
