using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Evaluation;

/// <summary>
/// Compares generated pictures and reconstructions with real ones in the features of a <see cref="PictureClassifier"/>. All sets have the
/// same number of pictures.
/// </summary>
/// <param name="Metrics">The metrics under their stable names.</param>
/// <param name="Pictures">Number of pictures in each set.</param>
/// <param name="Classifier">The classifier and its accuracy.</param>
/// <param name="Warnings">What a reader must know before trusting the metrics.</param>
public sealed record PictureQuality(IReadOnlyList<Metric> Metrics, int Pictures, JsonObject Classifier, IReadOnlyList<string> Warnings)
{
    // Numbers of the pictures held at once.
    private const int NumbersAtOnce = 1 << 24;

    /// <summary>Why examples cannot be compared this way; null if they can.</summary>
    /// <param name="train">The training data of the classifier, or null.</param>
    public static string? Obstacle(Examples? train) => train is not null && PictureClassifier.Fits(train) ? null
        : "generated images are compared by the features of a classifier trained on labelled training images of at least two classes, which this data " +
            "does not have: generated has no effect.";

    /// <summary>The same, or a message that there are too few pictures.</summary>
    /// <param name="real">The real pictures to compare with.</param>
    /// <param name="train">The training data of the classifier, or null.</param>
    /// <param name="count">Requested number of generated pictures.</param>
    public static string? Obstacle(Examples real, Examples? train, int count) => Obstacle(train) ?? TooFew(real, train!, count);

    /// <summary>
    /// Fréchet distances (of generated pictures, of reconstructions, and of training pictures as the floor for both), precision and
    /// recall, density and coverage.
    /// </summary>
    /// <param name="real">The real pictures to compare with, in the units of the data source.</param>
    /// <param name="train">Labelled pictures of the same kind for the classifier, in the units of the data source.</param>
    /// <param name="generate">Generates a given number of pictures [count, size] from a seed, in the units of the data source. It is called once per chunk of
    /// a large number, each time with another seed.</param>
    /// <param name="reconstruct">Computes the reconstructions [count, size] of a chunk of examples, in the units of the data source; null for none.</param>
    /// <param name="count">Number of generated pictures; no set is larger than the set of real pictures.</param>
    /// <param name="seed">Seed of the generated pictures.</param>
    /// <param name="folder">Folder for the classifier's weights; null for the user's cache folder.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="UsageException"><see cref="Obstacle(Examples, Examples?, int)"/> gives a reason.</exception>
    /// <exception cref="HourglassException">The callbacks returned another number or size of pictures than requested.</exception>
    public static PictureQuality Compare(
        Examples real, Examples train, Func<int, ulong, float[,]> generate, Func<Examples, float[,]>? reconstruct, int count, ulong seed = 1,
            string? folder = null, Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        if (Obstacle(real, train, count) is { } obstacle) throw new UsageException(obstacle);
        var most = Usable(real, train, count);
        var control = new WorkControl("", report, cancellation);
        using var classifier = PictureClassifier.For(train, folder, control);
        var chosen = real.Spread(most);
        var features = classifier.FeaturesOf(chosen, control);
        var made = FeaturesOf(classifier, real.Shape, most,
            (start, some) =>
                generate(some, start == 0 ? seed : Randomness.Key(seed, RandomPurpose.Generation, (ulong)start)), control.For("generated pictures"));
        List<Metric> metrics = [new("frechet_distance", FrechetDistance.Between(features, made))];
        if (reconstruct is not null)
        {
            var copies = FeaturesOf(classifier, real.Shape, most, (start, some) => reconstruct(chosen.Select([.. Enumerable.Range(start, some)])),
                control.For("reconstructed pictures"));
            metrics.Add(new("reconstruction_frechet_distance", FrechetDistance.Between(features, copies)));
        }

        metrics.Add(new("train_frechet_distance", Floor(classifier, real, train, features, most, control)));
        var (precision, recall) = PrecisionRecall.Of(features, made, report: report, cancellation: cancellation);
        var (density, coverage) = DensityCoverage.Of(features, made, report: report, cancellation: cancellation);
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

    /// <summary>
    /// The features of pictures that are computed in chunks, so that memory does not grow with their pixels: [count,
    /// <see cref="PictureClassifier.Features"/>].
    /// </summary>
    /// <param name="classifier">Computes the features.</param>
    /// <param name="shape">Shape of a picture.</param>
    /// <param name="count">Number of pictures.</param>
    /// <param name="make">Computes a given number of pictures from a given index on: [some, size].</param>
    /// <param name="control">Receives the progress and cancels.</param>
    /// <param name="numbersAtOnce">Maximum number of picture values held at once.</param>
    internal static float[,] FeaturesOf(PictureClassifier classifier, DataShape shape, int count, Func<int, int, float[,]> make,
        WorkControl control = default, int numbersAtOnce = NumbersAtOnce)
    {
        var features = new float[count, PictureClassifier.Features];
        var most = Math.Clamp(numbersAtOnce / shape.Size, 1, count);
        for (var start = 0; start < count; start += most)
        {
            var some = Math.Min(most, count - start);
            var rows = make(start, some);
            if (rows.GetLength(0) != some || rows.GetLength(1) != shape.Size)
                throw new HourglassException($"{Got(rows.GetLength(0))} images of {rows.GetLength(1)} numbers were returned, but {some} of {shape.Size} " +
                    $"were requested; {Allowed("return exactly these")}.");
            var values = MemoryMarshal.CreateReadOnlySpan(ref rows[0, 0], rows.Length).ToArray();
            var theirs = classifier.FeaturesOf(new FloatExamples(values, shape));
            MemoryMarshal.CreateReadOnlySpan(ref theirs[0, 0], theirs.Length).CopyTo(MemoryMarshal.CreateSpan(ref features[start, 0], theirs.Length));
            control.Done(start + some, count);
        }

        return features;
    }

    /// <summary>Number of pictures that each set can have; the baseline takes half of the training pictures.</summary>
    private static int Usable(Examples real, Examples train, int count) => Math.Min(Math.Min(count, real.Count), train.Count / 2);

    private static string? TooFew(Examples real, Examples train, int count) => Usable(real, train, count) is var most and <= DensityCoverage.DefaultNeighbours
        ? $"generated is {count}, but with {real.Count} real images and {train.Count} training images at most {most} of each kind can be compared, and " +
            $"{DensityCoverage.DefaultNeighbours + 1} are needed: generated has no effect; give more of these images."
        : null;

    /// <summary>The distance of other real pictures from the real pictures to compare with. If both are the same list, two halves of it are compared.</summary>
    private static double Floor(PictureClassifier classifier, Examples real, Examples train, float[,] features, int count, WorkControl control)
    {
        var (one, other) = train.Halves(count);
        return FrechetDistance.Between(classifier.FeaturesOf(one, control),
            ReferenceEquals(real, train) ? classifier.FeaturesOf(other, control) : features);
    }
}
