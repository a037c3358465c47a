using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Numerics;

namespace Hourglass.Tests.Evaluation;

public sealed class PictureQualityTests : IDisposable
{
    private static readonly DataShape Shape = new(1, 8, 8);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_classifier_learns_the_classes_once()
    {
        var (train, test) = (Made(600, 1), Made(100, 2));
        using var first = PictureClassifier.For(train, folder.Root);
        Assert.False(first.WasCached);
        Assert.Null(first.Warning);
        Assert.InRange(first.Accuracy(test), 0.92, 1);
        var features = first.FeaturesOf(test);
        Assert.Equal(PictureClassifier.Features, features.GetLength(1));

        using var again = PictureClassifier.For(train, folder.Root);
        Assert.True(again.WasCached);
        Assert.Equal(features, again.FeaturesOf(test));

        // Other pictures have a classifier of their own, and damaged weights are made again.
        using var other = PictureClassifier.For(test, folder.Root);
        Assert.False(other.WasCached);
        foreach (var file in Directory.EnumerateFiles(folder.Root)) File.WriteAllBytes(file, [1, 2, 3]);
        using var repaired = PictureClassifier.For(train, folder.Root);
        Assert.False(repaired.WasCached);
        Assert.Equal(features, repaired.FeaturesOf(test));
        using var kept = PictureClassifier.For(train, folder.Root);
        Assert.True(kept.WasCached);
    }

    [Fact]
    public void Classes_are_numbered_by_what_there_is_of_them()
    {
        var (train, test) = (Renamed(Made(600, 1)), Renamed(Made(100, 2)));
        using var classifier = PictureClassifier.For(train, folder.Root);
        Assert.InRange(classifier.Accuracy(test), 0.92, 1);

        static Examples Renamed(Examples pictures) =>
            pictures.With(new SideData([.. pictures.Labels!.Select(label => label == 0 ? 20_240_131 : int.MaxValue)]));
    }

    [Fact]
    public void The_floor_of_pictures_whose_classes_take_turns_is_that_of_any_order()
    {
        var train = Made(600, 1);
        var test = Made(200, 2);
        var floor = Floor(train);
        Assert.InRange(floor / Floor(train.Select(SplitMix64.Permutation(600, 3))), 0.3, 3);

        // The pictures of one class alone are far from those of both.
        using var classifier = PictureClassifier.For(train, folder.Root);
        var ofOneClass = classifier.FeaturesOf(train.Select([.. Enumerable.Range(0, 200).Select(i => 2 * i)]));
        Assert.True(FrechetDistance.Between(ofOneClass, classifier.FeaturesOf(test)) > 5 * floor, "a class that is missing shows");

        double Floor(Examples pictures) =>
            PictureQuality.Compare(test, pictures, (count, _) => test.First(count).ToRows(), null, 200, 1, folder.Root).Metrics.Value("train_frechet_distance");
    }

    [Fact]
    public void Pictures_are_made_some_at_a_time()
    {
        var pictures = Made(60, 1);
        using var classifier = PictureClassifier.For(pictures, folder.Root);
        List<(int Start, int Count)> asked = [];
        var features = PictureQuality.FeaturesOf(classifier, Shape, 8, (start, some) =>
        {
            asked.Add((start, some));
            return pictures.Select([.. Enumerable.Range(start, some)]).ToRows();
        }, numbersAtOnce: 3 * Shape.Size);
        Assert.Equal([(0, 3), (3, 3), (6, 2)], asked);
        Assert.Equal(classifier.FeaturesOf(pictures.First(8)).Cast<float>(), features.Cast<float>(), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Contains("60 images of 64 numbers were returned, but 8 of 64", Assert.Throws<HourglassException>(
            () => PictureQuality.FeaturesOf(classifier, Shape, 8, (_, _) => pictures.ToRows())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_no_obstacle()
    {
        var file = folder.Write("file", [1]);
        using var classifier = PictureClassifier.For(Made(100, 1), Path.Combine(file, "inside"));
        Assert.Contains("trained again", classifier.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Good_pictures_are_near_and_bad_ones_are_far()
    {
        var (train, test) = (Made(600, 1), Made(200, 2));
        var good = Compare((count, seed) => Made(count, 3 + (int)seed).ToRows());
        var noise = Compare((count, seed) => new FloatExamples(Batches.Numbers(count * Shape.Size, 5), Shape).ToRows());
        var oneKind = Compare((count, seed) => Made(2 * count, 3).Select([.. Enumerable.Range(0, count).Select(i => 2 * i)]).ToRows());
        string[] names = ["frechet_distance", "reconstruction_frechet_distance", "train_frechet_distance", "precision", "recall", "density", "coverage",
            "classifier_accuracy"];
        Assert.Equal(names, good.Metrics.Select(metric => metric.Name));
        Assert.Equal(200, good.Pictures);
        Assert.Equal(0, good.Metrics.Value("reconstruction_frechet_distance"), 1e-9);
        Assert.True(good.Metrics.Value("frechet_distance") < 5 * good.Metrics.Value("train_frechet_distance"), "pictures of the data's own kind");
        Assert.True(noise.Metrics.Value("frechet_distance") > 10 * good.Metrics.Value("frechet_distance"), "noise");
        Assert.True(good.Metrics.Value("precision") > 0.7 && noise.Metrics.Value("precision") < 0.2, "precision");
        Assert.True(good.Metrics.Value("recall") > 0.7 && oneKind.Metrics.Value("coverage") < 0.65, "recall and coverage");
        Assert.InRange(good.Classifier["accuracy"]!.GetValue<double>(), 0.92, 1);

        PictureQuality Compare(Func<int, ulong, float[,]> generate) =>
            PictureQuality.Compare(test, train, generate, real => real.ToRows(), 1000, 1, folder.Root);
    }

    [Fact]
    public void Evaluation_composes_it_and_says_what_is_missing()
    {
        var (train, test) = (Made(300, 1), Made(60, 2));
        using var model = Recipes.Vae(Networks.Dense(Shape, [8], 2)).Build(1);
        var options = new EvaluationOptions { Generated = 40, ClassifierFolder = folder.Root };
        var report = Evaluator.Report(model, test, train, options);
        Assert.True(report.Metrics.Value("frechet_distance") > report.Metrics.Value("train_frechet_distance"));
        Assert.Equal("prior", report.Protocol["sampler"]!.GetValue<string>());
        Assert.Equal(40, report.Protocol["generated"]!.GetValue<int>());
        Assert.Contains("convolutions 16-32", report.Protocol["classifier"]!["name"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain(report.Warnings, warning => warning.Contains("generated", StringComparison.Ordinal));

        // Another way to make pictures: the training pictures themselves.
        var copied = Evaluator.Report(model, test, train, options with { Sampler = "copy", Generate = (count, _) => train.First(count).ToRows() });
        Assert.True(copied.Metrics.Value("frechet_distance") < report.Metrics.Value("frechet_distance"));
        Assert.Equal("copy", copied.Protocol["sampler"]!.GetValue<string>());

        var unlabelled = Evaluator.Report(model, test, train.With(new SideData()), options);
        Assert.DoesNotContain(unlabelled.Metrics, metric => metric.Name == "frechet_distance");
        Assert.Contains(unlabelled.Warnings, warning => warning.Contains("no effect", StringComparison.Ordinal));
        var few = Evaluator.Report(model, test.First(4), train, options);
        Assert.DoesNotContain(few.Metrics, metric => metric.Name == "frechet_distance");
        Assert.Contains(few.Warnings, warning => warning.Contains("at most 4 of each kind", StringComparison.Ordinal));
        Assert.Contains(Evaluator.Report(model, test, train, options with { Generated = 1000 }).Warnings,
            warning => warning.Contains("60 images", StringComparison.Ordinal));
    }

    /// <summary>A bright bar in the upper half for class 0, in the lower for class 1, at a random place, on a dim ground.</summary>
    private static FloatExamples Made(int count, int seed)
    {
        var values = Batches.Numbers(count * Shape.Size, seed);
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % 2;
            var picture = values.AsSpan(i * Shape.Size, Shape.Size);
            var row = (4 * labels[i]) + (int)(4 * picture[0]);
            foreach (ref var value in picture) value *= 0.3f;
            picture.Slice(row * Shape.Width, Shape.Width).Fill(0.9f);
        }

        return new FloatExamples(values, Shape, labels);
    }
}
