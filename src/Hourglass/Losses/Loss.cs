using System.Text.Json.Serialization;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>
/// How a decoder's output is read as a distribution p(x|z) over examples. Everything is in nats per example,
/// summed over features.
/// </summary>
public abstract record Loss
{
    /// <summary>Whether examples must lie in [0, 1].</summary>
    [JsonIgnore]
    public abstract bool NeedsUnitInterval { get; }

    /// <summary>
    /// How many numbers the decoder gives for each feature; the first <c>size</c> of its output belong to one kind of them, the
    /// next to another.
    /// </summary>
    [JsonIgnore]
    public abstract int OutputsPerFeature { get; }

    /// <summary>Whether one scale of all features is learnt; its logarithm stands behind the decoder's output.</summary>
    [JsonIgnore]
    public abstract bool LearnsScale { get; }

    /// <summary>-log p(x|z) in nats: [batch].</summary>
    /// <param name="output">The decoder's output: [batch, size x outputs per feature (+ 1)].</param>
    /// <param name="target">x: [batch, size].</param>
    public abstract Tensor NegativeLogLikelihood(Tensor output, Tensor target);

    /// <summary>The mean of p(x|z), in the units of the data: [batch, size].</summary>
    public abstract Tensor Mean(Tensor output);

    /// <summary>A draw from p(x|z): [batch, size].</summary>
    public abstract Tensor Sample(Tensor output, Generator random);
}
