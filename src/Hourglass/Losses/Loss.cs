using System.Text.Json.Serialization;
using Hourglass.Data;
using Hourglass.Kernels;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>
/// How a decoder's output is read as a distribution p(x|z) over examples. Everything is in nats per example,
/// summed over features.
/// </summary>
[PartKind]
public abstract record Loss
{
    /// <summary>Whether examples must lie in [0, 1].</summary>
    [JsonIgnore]
    public virtual bool NeedsUnitInterval => false;

    /// <summary>
    /// How an output of the decoder relates to the mean of its feature, if the decoder gives one number per feature and the mean depends
    /// on nothing else; null otherwise.
    /// </summary>
    [JsonIgnore]
    public virtual LinkFunction? Link => null;

    /// <summary>
    /// Whether one scale of all features is learnt. Its logarithm follows the decoder's output; training initialises it from
    /// the deviation of the data from its mean.
    /// </summary>
    [JsonIgnore]
    public virtual bool LearnsScale => false;

    /// <summary>Whether it is minus the logarithm of a density of x, so that likelihoods can be computed and examples drawn.</summary>
    [JsonIgnore]
    public abstract bool IsDensity { get; }

    /// <summary>
    /// The number of values, evenly spaced over [0, 1], to which p(x|z) assigns probabilities, so that examples have a code length; null for a
    /// density of real numbers, or if it is not a density.
    /// </summary>
    [JsonIgnore]
    public virtual int? DiscreteValues => null;

    /// <summary>Lists what does not fit: one sentence per violation, none if examples of this shape can be scored.</summary>
    public virtual IEnumerable<MessageText> Violations(DataShape shape) => [];

    /// <summary>The shape of the decoder's output for an example of this shape: one number per feature, unless the loss needs more.</summary>
    public virtual DataShape OutputShape(DataShape shape) => shape;

    /// <summary>
    /// The output at which the mean of a feature is <paramref name="mean"/>, which training can use as the initial bias of the last layer; null if there is no
    /// such number.
    /// </summary>
    public virtual double? StartAt(double mean) => null;

    /// <summary>
    /// How to increase the weight of the reconstruction by the loss's own options, as a part of advice to the user; null if there is no such option.
    /// </summary>
    protected internal virtual MessageText? CountsMoreBy => null;

    /// <summary>Vectorised code for the loss; null if libtorch has to compute it.</summary>
    /// <param name="features">Number of features of an example.</param>
    internal virtual PanelLikelihood? Kernel(int features) => null;

    /// <summary>-log p(x|z) in nats: [batch]. If <see cref="IsDensity"/> is false, the error that replaces it.</summary>
    /// <param name="output">The decoder's output, with the size of <see cref="OutputShape"/>, plus 1 for a learnt scale: [batch, numbers].</param>
    /// <param name="target">x: [batch, size].</param>
    public abstract Tensor NegativeLogLikelihood(Tensor output, Tensor target);

    /// <summary>The same over the unmasked features only.</summary>
    /// <param name="output">The decoder's output: [batch, numbers].</param>
    /// <param name="target">x: [batch, size].</param>
    /// <param name="mask">1 where a feature counts and 0 where it is padding: [batch, size]; null if all count.</param>
    /// <exception cref="UsageException">There is padding, but the loss scores examples as a whole.</exception>
    internal Tensor NegativeLogLikelihood(Tensor output, Tensor target, Tensor? mask)
    {
        if (mask is null) return NegativeLogLikelihood(output, target);
        var loss = this as IndependentLoss
            ?? throw new UsageException($"The {What($"{GetType().Name.ToLowerInvariant()} loss")} scores examples as a whole, but " +
                $"{Got("series of different lengths")} end in padding that must not count; use {Allowed(Setting("loss", "gaussian"))}.");
        return (loss.PerFeature(output, target) * mask).sum(1);
    }

    /// <summary>The mean of p(x|z), in the units of the data: [batch, size].</summary>
    public abstract Tensor Mean(Tensor output);

    /// <summary>A draw from p(x|z): [batch, size]; the mean if <see cref="IsDensity"/> is false.</summary>
    public abstract Tensor Sample(Tensor output, Generator random);
}
