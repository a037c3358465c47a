using Hourglass.Numerics;
using Hourglass.Settings;

namespace Hourglass.Samplers;

/// <summary>How the networks of a sampler are fitted, by Adam on batches of codes.</summary>
/// <param name="Epochs">Passes over the codes; at least 1.</param>
/// <param name="BatchSize">Codes per step; at least 1.</param>
/// <param name="LearningRate">Initial learning rate, which falls to 0 along a cosine; above 0.</param>
public sealed record GradientFit(int Epochs = 20, int BatchSize = 256, double LearningRate = 1e-3)
{
    private static readonly GradientFit Usual = new();
    internal static readonly IntegerParameter EpochsOption = new("epochs", Usual.Epochs, 1, 1_000_000, "passes over the codes of the training examples");
    internal static readonly IntegerParameter BatchOption = new("batch", Usual.BatchSize, 1, 1_000_000, "codes per step");
    internal static readonly NumberParameter RateOption = new("learning_rate", Usual.LearningRate, double.Epsilon, 10,
        "initial learning rate of Adam; decays to 0 along a cosine");

    /// <summary>The options.</summary>
    internal static ValueList<Parameter> Options { get; } = [EpochsOption, BatchOption, RateOption];

    internal static GradientFit Read(SettingValues values) => new((int)values.Get(EpochsOption)!, (int)values.Get(BatchOption)!, values.Get(RateOption));

    /// <summary>Lists what is out of range, one sentence per violation.</summary>
    internal IEnumerable<string> Violations()
    {
        if (Epochs < 1) yield return $"The sampler is fitted in {Epochs} epochs; give at least 1.";
        if (BatchSize < 1) yield return $"The sampler is fitted on {BatchSize} codes per step; give at least 1.";
        if (!(LearningRate > 0)) yield return $"The sampler's learning rate is {LearningRate}; give a number above 0, such as 0.001.";
    }
}
