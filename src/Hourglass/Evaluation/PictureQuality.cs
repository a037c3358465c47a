using System.Text.Json.Nodes;
using Hourglass.Data;

namespace Hourglass.Evaluation;

/// <summary>
/// How generated pictures, and reconstructions, compare with real ones in the features of a <see cref="PictureClassifier"/>. All sets have the
/// same number of pictures.
/// </summary>
/// <param name="Metrics">The figures under their stable names.</param>
/// <param name="Pictures">How many pictures each set has.</param>
/// <param name="Classifier">The classifier and how well it does.</param>
/// <param name="Warnings">What a reader must know.</param>
public sealed record PictureQuality(IReadOnlyList<Metric> Metrics, int Pictures, JsonObject Classifier, IReadOnlyList<string> Warnings)
{
    /// <summary>Why examples cannot be compared so, or null where they can.</summary>
    /// <param name="train">What the classifier is to learn from; null for nothing.</param>
    public static string? Obstacle(Examples? train) => train is not null && PictureClassifier.Fits(train) ? null
        : "generated pictures are compared by the features of a classifier that is trained on labelled training pictures of two classes and more, which these data are not: generated is without effect.";

    /// <summary>
    /// Fréchet distances (of generated pictures, of reconstructions, and of training pictures as the floor for both), precision and
    /// recall, density and coverage.
    /// </summary>
    /// <param name="real">The pictures to be judged by, as the data source gives them.</param>
    /// <param name="train">Labelled pictures of the same kind for the classifier, as the data source gives them.</param>
    /// <param name="generate">Gives so many new pictures [count, size] for a seed, in the units of the data source.</param>
    /// <param name="reconstruct">Gives the reconstructions [count, size] of examples, in the units of the data source; null for none.</param>
    /// <param name="count">How many new pictures; no more than there are real ones are used of any set.</param>
    /// <param name="seed">Decides the new pictures.</param>
    /// <param name="folder">Where the classifier's weights are kept; null for the user's cache folder.</param>
    /// <exception cref="UsageException">There are too few pictures, or <see cref="Obstacle"/> gives a reason.</exception>
    public static PictureQuality Compare(
        Examples real, Examples train, Func<int, ulong, float[,]> generate, Func<Examples, float[,]>? reconstruct, int count, ulong seed = 1, string? folder = null)
    {
        var most = Math.Min(Math.Min(count, real.Count), Math.Max(2, train.Count / 2));
        if (most <= DensityCoverage.DefaultNeighbours)
            throw new UsageException($"There are {most} pictures to compare ({real.Count} real ones, {count} asked for); give at least {DensityCoverage.DefaultNeighbours + 1}, such as generated=10000.");
        using var classifier = PictureClassifier.For(train, folder);
        var chosen = real.Spread(most);
        var features = classifier.FeaturesOf(chosen);
        var made = classifier.FeaturesOf(Rows(generate(most, seed), real.Shape));
        List<Metric> metrics = [new("frechet_distance", FrechetDistance.Between(features, made))];
        if (reconstruct is not null)
            metrics.Add(new("reconstruction_frechet_distance", FrechetDistance.Between(features, classifier.FeaturesOf(Rows(reconstruct(chosen), real.Shape)))));
        metrics.Add(new("train_frechet_distance", Floor(classifier, real, train, features, most)));
        var (precision, recall) = PrecisionRecall.Of(features, made);
        var (density, coverage) = DensityCoverage.Of(features, made);
        metrics.AddRange([new("precision", precision), new("recall", recall), new("density", density), new("coverage", coverage)]);
        var protocol = new JsonObject
        {
            ["name"] = PictureClassifier.Name,
            ["features"] = PictureClassifier.Features,
            ["trained_on"] = classifier.Examples,
            ["cached"] = classifier.WasCached,
        };
        if (chosen.Labels is { } labels)
        {
            var accuracy = classifier.AccuracyOf(features, labels);
            metrics.Add(new("classifier_accuracy", accuracy));
            protocol["accuracy"] = accuracy;
        }

        return new PictureQuality(metrics, most, protocol, classifier.Warning is { } warning ? [warning] : []);
    }

    /// <summary>What real pictures that are not those judged by have for a distance. Where both are one list, its two halves are compared.</summary>
    private static double Floor(PictureClassifier classifier, Examples real, Examples train, float[,] features, int count)
    {
        var one = Half(train, 0, count);
        return FrechetDistance.Between(classifier.FeaturesOf(one), ReferenceEquals(real, train) ? classifier.FeaturesOf(Half(train, 1, count)) : features);

        static Examples Half(Examples all, int first, int count) => all.Select([.. Enumerable.Range(0, all.Count / 2).Select(i => (2 * i) + first)]).Spread(count);
    }

    private static FloatExamples Rows(float[,] rows, DataShape shape)
    {
        var values = new float[rows.Length];
        Buffer.BlockCopy(rows, 0, values, 0, Buffer.ByteLength(rows));
        return new FloatExamples(values, shape);
    }
}
