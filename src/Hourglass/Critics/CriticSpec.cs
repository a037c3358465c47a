using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Critics;

/// <summary>A network that distinguishes two sources: prior draws from codes, or examples from generated ones.</summary>
/// <param name="Body">Its body; the features are its output.</param>
/// <param name="Features">How many features it gives before the last layer; at least 1.</param>
/// <param name="Judges">What it looks at.</param>
/// <param name="Activation">Non-linearity between the body's output and the features; a smooth one gives smooth judgements.</param>
public sealed record CriticSpec(NetworkSpec Body, int Features, CriticInput Judges, Activation Activation = Activation.Silu)
{
    /// <summary>Lists what does not fit: one sentence a violation.</summary>
    internal IEnumerable<MessageText> Violations(Networks networks)
    {
        if (Features < 1) yield return $"The {What("critic")} has {Got(Features)} features; give {Allowed("at least 1")}.";
        foreach (var violation in Body.Violations(Shape(networks), Features, Features + 1)) yield return $"The critic: {violation}";
    }

    internal CriticModule Build(Networks networks, Generator random) => new(Body.BuildEncoder(Shape(networks), Features, random), Features, Activation, random);

    private DataShape Shape(Networks networks) => Judges == CriticInput.Latent ? DataShape.Row(networks.Latent) : networks.Shape;
}
