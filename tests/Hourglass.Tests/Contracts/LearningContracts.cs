using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Training;

namespace Hourglass.Tests.Contracts;

/// <summary>Every trained recipe learns something of real digits in a moment.</summary>
public sealed class LearningContracts
{
    private static readonly Lazy<Examples> Digits = new(() => Mnist.Load().Train.First(500));

    // Their players work against each other, or their steps go through dynamics that can diverge: one seed proves little.
    private static readonly string[] Touchy = ["aae", "vae-gan", "factor-vae", "hvae", "rhvae"];

    // It begins at the mean image, and on so few digits its prior would hold it there.
    private const string SlowStarter = "gumbel-vae";

    public static TheoryData<string, ulong> Runs
    {
        get
        {
            var runs = new TheoryData<string, ulong>();
            foreach (var recipe in ContractCase.Trained.Select(one => one.Recipe).Distinct(StringComparer.Ordinal))
            {
                for (ulong seed = 1; seed <= (Touchy.Contains(recipe, StringComparer.Ordinal) ? 3u : 1u); seed++) runs.Add(recipe, seed);
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_moment_of_training_beats_the_mean_image(string id, ulong seed)
    {
        var recipe = Catalog.Find(id);
        var network = (recipe.Networks?[0] ?? NetworkKind.Dense).ToString().ToLowerInvariant();
        var settings = recipe.Read(Small(recipe, network));
        var blueprint = recipe.ToBlueprint(settings, DataTraits.Of(Digits.Value));
        using var run = TrainingRun.Finished(blueprint, Digits.Value, new TrainingOptions { Epochs = 8, BatchSize = 20, LearningRate = 3e-3, Seed = seed });
        Assert.Equal(0, run.Trainer.State.Halvings);
        var error = Evaluator.Evaluate(run.Model, Digits.Value).Single(metric => metric.Name == "mse_per_feature").Value;
        Assert.True(error < MeanImageError, $"The error of {id} is {error:F4}, and the mean image's {MeanImageError:F4}.");
    }

    /// <summary>Small networks, so that the whole catalog takes a minute; everything else is the recipe's default.</summary>
    private static Dictionary<string, string> Small(Recipe recipe, string network)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal) { ["network"] = network, ["hidden"] = "[64]" };
        if (recipe.Id == SlowStarter) settings["warmup"] = "8";
        foreach (var name in settings.Keys.Where(name => recipe.AllParameters.All(parameter => parameter.Name != name)).ToArray()) settings.Remove(name);
        return settings;
    }

    /// <summary>The mean squared error, per pixel, of taking the mean image for every digit.</summary>
    private static double MeanImageError { get; } = ErrorOfTheMean(Digits.Value.ToRows());

    private static double ErrorOfTheMean(float[,] rows)
    {
        var (count, size) = (rows.GetLength(0), rows.GetLength(1));
        double error = 0;
        for (var j = 0; j < size; j++)
        {
            var column = Enumerable.Range(0, count).Select(i => (double)rows[i, j]).ToArray();
            var mean = column.Average();
            error += column.Sum(value => (value - mean) * (value - mean));
        }

        return error / (count * size);
    }
}
