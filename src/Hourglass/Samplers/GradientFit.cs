using Hourglass.Settings;

namespace Hourglass.Samplers;

/// <summary>How the networks of a sampler are fitted, by Adam on batches of codes.</summary>
/// <param name="Epochs">Passes over the codes.</param>
/// <param name="BatchSize">Codes per step.</param>
/// <param name="LearningRate">Initial learning rate, which falls to 0 along a cosine.</param>
public sealed record GradientFit(
    [property: Setting("passes over the codes of the training examples", Least = 1, Most = 1_000_000)]
    int Epochs = 20,
    [property: Setting("codes per step", Name = "batch", Least = 1, Most = 1_000_000)]
    int BatchSize = 256,
    [property: Setting("initial learning rate of Adam; decays to 0 along a cosine", AboveZero = true, Most = 10)]
    double LearningRate = 1e-3)
{
    internal static OptionSet<GradientFit> Declared { get; } = new(() => new GradientFit());

    /// <summary>Lists what is out of range, one sentence per violation.</summary>
    internal IEnumerable<MessageText> Violations() => Declared.Violations(this);
}
