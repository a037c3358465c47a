using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Numerics;

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
    // Of pictures that are held at once.
    private const int NumbersAtOnce = 1 << 24;

    /// <summary>Why examples cannot be compared so, or null where they can.</summary>
    /// <param name="train">What the classifier is to learn from; null for nothing.</param>
    public static string? Obstacle(Examples? train) => train is not null && PictureClassifier.Fits(train) ? null
        : "generated pictures are compared by the features of a classifier that is trained on labelled training pictures of two classes and more, which these data are not: generated is without effect.";

    /// <summary>The same, or that there are too few pictures.</summary>
    /// <param name="real">The pictures to be judged by.</param>
    /// <param name="train">What the classifier is to learn from; null for nothing.</param>
    /// <param name="count">How many new pictures are asked for.</param>
    public static string? Obstacle(Examples real, Examples? train, int count) => Obstacle(train) ?? TooFew(real, train!, count);

    /// <summary>
    /// Fréchet distances (of generated pictures, of reconstructions, and of training pictures as the floor for both), precision and
    /// recall, density and coverage.
    /// </summary>
    /// <param name="real">The pictures to be judged by, as the data source gives them.</param>
    /// <param name="train">Labelled pictures of the same kind for the classifier, as the data source gives them.</param>
    /// <param name="generate">Gives so many new pictures [count, size] for a seed, in the units of the data source. Where there are many, it is called for some at a time, each time with another seed.</param>
    /// <param name="reconstruct">Gives the reconstructions [count, size] of examples, some at a time, in the units of the data source; null for none.</param>
    /// <param name="count">How many new pictures; no more than there are real ones are used of any set.</param>
    /// <param name="seed">Decides the new pictures.</param>
    /// <param name="folder">Where the classifier's weights are kept; null for the user's cache folder.</param>
    /// <exception cref="UsageException"><see cref="Obstacle(Examples, Examples?, int)"/> gives a reason.</exception>
    /// <exception cref="HourglassException">As many pictures, or of such a size, as were asked for did not come.</exception>
    public static PictureQuality Compare(
        Examples real, Examples train, Func<int, ulong, float[,]> generate, Func<Examples, float[,]>? reconstruct, int count, ulong seed = 1, string? folder = null)
    {
        if (Obstacle(real, train, count) is { } obstacle) throw new UsageException(obstacle);
        var most = Usable(real, train, count);
        using var classifier = PictureClassifier.For(train, folder);
        var chosen = real.Spread(most);
        var features = classifier.FeaturesOf(chosen);
        var made = FeaturesOf(classifier, real.Shape, most, (start, some) => generate(some, start == 0 ? seed : Randomness.Key(seed, RandomPurpose.Generation, (ulong)start)));
        List<Metric> metrics = [new("frechet_distance", FrechetDistance.Between(features, made))];
        if (reconstruct is not null)
        {
            var copies = FeaturesOf(classifier, real.Shape, most, (start, some) => reconstruct(chosen.Select([.. Enumerable.Range(start, some)])));
            metrics.Add(new("reconstruction_frechet_distance", FrechetDistance.Between(features, copies)));
        }

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

    /// <summary>The features of pictures that are made some at a time, so that memory does not grow by their pixels: [count, <see cref="PictureClassifier.Features"/>].</summary>
    /// <param name="classifier">Gives the features.</param>
    /// <param name="shape">Of a picture.</param>
    /// <param name="count">How many pictures.</param>
    /// <param name="make">Gives, from one number of a picture on, so many: [some, size].</param>
    /// <param name="numbersAtOnce">How many numbers of pictures are held at once.</param>
    internal static float[,] FeaturesOf(PictureClassifier classifier, DataShape shape, int count, Func<int, int, float[,]> make, int numbersAtOnce = NumbersAtOnce)
    {
        var features = new float[count, PictureClassifier.Features];
        var most = Math.Clamp(numbersAtOnce / shape.Size, 1, count);
        for (var start = 0; start < count; start += most)
        {
            var some = Math.Min(most, count - start);
            var rows = make(start, some);
            if (rows.GetLength(0) != some || rows.GetLength(1) != shape.Size)
                throw new HourglassException($"{rows.GetLength(0)} pictures of {rows.GetLength(1)} numbers were made, and {some} of {shape.Size} were asked for; give exactly these.");
            var values = MemoryMarshal.CreateReadOnlySpan(ref rows[0, 0], rows.Length).ToArray();
            var theirs = classifier.FeaturesOf(new FloatExamples(values, shape));
            MemoryMarshal.CreateReadOnlySpan(ref theirs[0, 0], theirs.Length).CopyTo(MemoryMarshal.CreateSpan(ref features[start, 0], theirs.Length));
        }

        return features;
    }

    /// <summary>How many pictures each set can have: half of the training ones are the floor's.</summary>
    private static int Usable(Examples real, Examples train, int count) => Math.Min(Math.Min(count, real.Count), train.Count / 2);

    private static string? TooFew(Examples real, Examples train, int count) => Usable(real, train, count) is var most and <= DensityCoverage.DefaultNeighbours
        ? $"generated is {count}, and with {real.Count} pictures to judge by and {train.Count} training ones no more than {most} of each kind can be compared, of which {DensityCoverage.DefaultNeighbours + 1} are needed: generated is without effect; give more of what is scarce."
        : null;

    /// <summary>What real pictures that are not those judged by have for a distance. Where both are one list, two halves of it are compared.</summary>
    private static double Floor(PictureClassifier classifier, Examples real, Examples train, float[,] features, int count)
    {
        var (one, other) = train.Halves(count);
        return FrechetDistance.Between(classifier.FeaturesOf(one), ReferenceEquals(real, train) ? classifier.FeaturesOf(other) : features);
    }
}
