using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Training;

namespace Hourglass.Tests.Native;

/// <summary>What a program may call first, before libtorch is loaded. <see cref="FirstCallTests"/> runs each in a process of its own.</summary>
public sealed class FirstCalls
{
    /// <summary>The environment variable with the folder of a saved model.</summary>
    public const string Saved = "HOURGLASS_TEST_SAVED_MODEL";

    private static Blueprint Blueprint => Recipes.Ae(Networks.Dense(DataShape.Row(3), hidden: [4], latent: 2));

    private static FloatExamples Rows => new([.. Enumerable.Range(0, 24).Select(i => i % 5 / 5f)], DataShape.Row(3));

    [Fact(Explicit = true)]
    public void Fit() => Trainer.Fit(Blueprint, Rows, new TrainingOptions { Epochs = 1 }, cancellation: TestContext.Current.CancellationToken).Model.Dispose();

    [Fact(Explicit = true)]
    public void Construct() => new Trainer(Blueprint, Rows, new TrainingOptions { Epochs = 1 }).Model.Dispose();

    [Fact(Explicit = true)]
    public void Build() => Blueprint.Build(seed: 1).Dispose();

    [Fact(Explicit = true)]
    public void Load() => Autoencoder.Load(Environment.GetEnvironmentVariable(Saved)!).Dispose();

    [Fact(Explicit = true)]
    public void Probe() => LinearProbe.Fit(new float[,] { { 0 }, { 1 } }, [0, 1]);
}
