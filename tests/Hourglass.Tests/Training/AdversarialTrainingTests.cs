using Hourglass.Data;
using Hourglass.Training;

namespace Hourglass.Tests.Training;

/// <summary>Models that play against a critic neither diverge nor forget the pictures.</summary>
public sealed class AdversarialTrainingTests
{
    private const int Count = 1000;
    private static readonly Examples Digits = Mnist.Load().Train.Select([.. Enumerable.Range(0, Count)]);

    public static TheoryData<string, int> Runs => [.. from id in new[] { "factor-vae", "aae", "vae-gan" } from seed in Enumerable.Range(1, 3) select (id, seed)];

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_short_training_beats_the_mean_picture(string id, int seed)
    {
        var recipe = Catalog.Find(id);
        var settings = recipe.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["hidden"] = "[128]", ["latent"] = "8" });
        var options = new TrainingOptions { Epochs = 15, BatchSize = 50, Seed = (ulong)seed };
        using var run = TrainingRun.Finished(recipe.ToBlueprint(settings, DataTraits.Of(Digits)), Digits, options);
        Assert.All(run.Epochs.SelectMany(epoch => epoch.Train), metric => Assert.InRange(Math.Abs(metric.Value), 0, 2 * run.Epochs[0].Train[0].Value));
        var (copies, mean) = (SquaredError(run.Model.Reconstruct(Digits)), SquaredError(MeanPicture()));
        Assert.True(copies < 0.8 * mean, $"{copies} against {mean}");
    }

    private static float[,] MeanPicture()
    {
        var values = Digits.ToArray();
        var copies = new float[Count, Digits.Shape.Size];
        for (var j = 0; j < Digits.Shape.Size; j++)
        {
            var mean = Enumerable.Range(0, Count).Average(i => values[(i * Digits.Shape.Size) + j]);
            for (var i = 0; i < Count; i++) copies[i, j] = mean;
        }

        return copies;
    }

    private static double SquaredError(float[,] copies) => Digits.ToArray().Zip(copies.Cast<float>(), (x, y) => Math.Pow(x - y, 2)).Average();
}
