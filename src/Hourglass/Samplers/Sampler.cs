using Hourglass.Companions;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// Weight-free description of a way to draw latent vectors for a trained model, other than its prior: a value that converts to JSON and back.
/// <see cref="Autoencoder.FitSampler"/> turns it into a <see cref="FittedSampler"/>.
/// </summary>
[PartKind]
public abstract record Sampler : Companion
{
    /// <summary>Where samplers are saved.</summary>
    internal static CompanionKind Kept { get; } = new("sampler", "samplers");

    /// <inheritdoc/>
    internal abstract override SamplerModule Build(Blueprint blueprint, Generator random);
}
