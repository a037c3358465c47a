using Hourglass.Data;
using Hourglass.Training;

namespace Hourglass.Tests.Flows;

/// <summary>Dynamics through a decoder that is being learnt can run away; a brief training on digits shows that they do not. The plain VAE stands beside them for comparison.</summary>
public sealed class HamiltonianLearningTests
{
    public static TheoryData<string, ulong> Cases => new(
        from recipe in new[] { "vae", "hvae", "rhvae" }
        from seed in new ulong[] { 1, 2, 3 }
        select (recipe, seed));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Copies_of_digits_are_nearer_than_their_mean(string id, ulong seed)
    {
        var digits = Mnist.Load().Train.Select([.. Enumerable.Range(0, 500)]);
        var recipe = Catalog.Find(id);
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["hidden"] = "[64]", ["latent"] = "8" };
        var blueprint = recipe.ToBlueprint(recipe.Read(values), new DataTraits(digits.Shape, InUnitInterval: true));
        using var run = TrainingRun.Finished(blueprint, digits, new TrainingOptions { Epochs = 25, BatchSize = 100, LearningRate = 3e-3, Seed = seed });
        Assert.Equal(0, run.Trainer.State.Halvings);

        var copies = run.Model.Reconstruct(digits);
        var pixels = digits.ToArray();
        var (size, error, variance) = (digits.Shape.Size, 0.0, 0.0);
        for (var j = 0; j < size; j++)
        {
            var mean = Enumerable.Range(0, digits.Count).Average(i => pixels[(i * size) + j]);
            for (var i = 0; i < digits.Count; i++)
            {
                error += Math.Pow(pixels[(i * size) + j] - copies[i, j], 2);
                variance += Math.Pow(pixels[(i * size) + j] - mean, 2);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{id} seed {seed}: squared error {error:N0}, about the mean {variance:N0}");
        Assert.True(error < variance, $"squared error {error:N0}, about the mean {variance:N0}");
    }
}
