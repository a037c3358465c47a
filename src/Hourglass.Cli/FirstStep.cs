using Hourglass.Data;
using Hourglass.Training;

namespace Hourglass.Cli;

/// <summary>Trains the dense VAE on MNIST until the first step is reported, so that the benchmark can time the start of the tool.</summary>
internal static class FirstStep
{
    /// <summary>The hidden option of <c>bench</c> that runs it.</summary>
    public const string Switch = "--first-step";

    private const int Batch = 128;

    /// <summary>Prints one line at most a tenth of a second after the first step, and stops.</summary>
    public static void Run()
    {
        var train = Mnist.Load().Train;
        var blueprint = Recipes.Vae(Networks.Dense(train.Shape, [400], 20));
        using var stop = new CancellationTokenSource();
        using var trainer = new Trainer(blueprint, train, new TrainingOptions { Epochs = 1, BatchSize = Batch }, happened =>
        {
            if (happened is not StepDone || stop.IsCancellationRequested) return;
            Console.WriteLine("steps are done");
            stop.Cancel();
        });
        using var model = trainer.Model;
        trainer.Run(stop.Token);
    }
}
