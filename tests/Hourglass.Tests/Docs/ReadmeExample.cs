using Hourglass.Data;
using Hourglass.Training;

namespace Hourglass.Tests.Docs;

/// <summary>The program of the README, compiled and run. What stands between the marks is held against the README line by line.</summary>
internal static class ReadmeExample
{
    public static async Task RunAsync(string[] args)
    {
        // <readme>
        var mnist = Mnist.Load();
        var blueprint = Recipes.Vae(Networks.Dense(mnist.Shape, hidden: [128], latent: 2));
        var options = new TrainingOptions { Epochs = 1, BatchSize = 256, Seed = 1 };
        using var model = await Trainer.FitAsync(blueprint, mnist.Train, options);

        float[,] map = model.Encode(mnist.Test);                // [10000, 2]: a map
        float[,] copies = model.Reconstruct(mnist.Test);        // [10000, 784]: through the code and back
        float[,] fresh = model.Generate(count: 64, seed: 7);    // [64, 784]: new digits

        var folder = args is [var first, ..] ? first : "mnist-vae";
        model.Save(folder);
        using var again = Autoencoder.Load(folder);             // the same weights, the same codes
        Console.WriteLine($"{map.GetLength(0)} codes, {copies.GetLength(0)} copies, {fresh.GetLength(0)} new digits; saved in {folder}");
        // </readme>
    }
}
