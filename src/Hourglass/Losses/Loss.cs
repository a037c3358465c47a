using System.Text.Json.Serialization;
using Hourglass.Data;
using Hourglass.Kernels.Elementwise;
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
    /// What one number of the decoder's output is to the mean of its feature, where the decoder gives one number a feature and the mean depends
    /// on nothing else; null otherwise.
    /// </summary>
    [JsonIgnore]
    public virtual LinkFunction? Link => null;

    /// <summary>
    /// Whether one scale of all features is learnt. Its logarithm stands behind the decoder's output; training starts it at that of
    /// the data's deviation around its mean.
    /// </summary>
    [JsonIgnore]
    public virtual bool LearnsScale => false;

    /// <summary>Whether it is minus the logarithm of a density of x, so that likelihoods can be told and draws made.</summary>
    [JsonIgnore]
    public abstract bool IsDensity { get; }

    /// <summary>
    /// The number of values, evenly spaced over [0, 1], to each of which p(x|z) gives a probability, so that a code of the examples exists; null for a
    /// density of real numbers, or where it is no density.
    /// </summary>
    [JsonIgnore]
    public virtual int? DiscreteValues => null;

    /// <summary>Lists what does not fit: one sentence a violation, none when examples of this shape can be scored.</summary>
    public virtual IEnumerable<string> Violations(DataShape shape) => [];

    /// <summary>The shape of what the decoder gives for an example of this shape: one number a feature, unless a loss needs others.</summary>
    public virtual DataShape OutputShape(DataShape shape) => shape;

    /// <summary>The output at which the mean of a feature is <paramref name="mean"/>, where training may start the decoder's last bias; null where there is no such number.</summary>
    public virtual double? StartAt(double mean) => null;

    /// <summary>How a person makes the reconstruction count more by the loss's own options, as a part of an advice; null where there is no such option.</summary>
    protected internal virtual string? CountsMoreBy => null;

    /// <summary>The vector code for it and what it leaves out for each example, in nats; null where there is none, so that libtorch computes it.</summary>
    /// <param name="features">Features of an example.</param>
    internal virtual (LikelihoodKernel Kernel, double Constant)? Kernel(int features) => null;

    /// <summary>-log p(x|z) in nats: [batch]. Where <see cref="IsDensity"/> is false, what stands in its place.</summary>
    /// <param name="output">The decoder's output: as many numbers as <see cref="OutputShape"/> has, and 1 for a learnt scale: [batch, numbers].</param>
    /// <param name="target">x: [batch, size].</param>
    public abstract Tensor NegativeLogLikelihood(Tensor output, Tensor target);

    /// <summary>The same over the features that count alone.</summary>
    /// <param name="output">The decoder's output: [batch, numbers].</param>
    /// <param name="target">x: [batch, size].</param>
    /// <param name="mask">1 where a feature counts and 0 where it is padding: [batch, size]; null where all count.</param>
    /// <exception cref="UsageException">There is padding, and the loss scores examples as a whole.</exception>
    internal Tensor NegativeLogLikelihood(Tensor output, Tensor target, Tensor? mask)
    {
        if (mask is null) return NegativeLogLikelihood(output, target);
        var loss = this as IndependentLoss
            ?? throw new UsageException($"The {GetType().Name.ToLowerInvariant()} loss scores examples as a whole, and series of different lengths end in padding that must not count; use --set loss=gaussian.");
        return (loss.PerFeature(output, target) * mask).sum(1);
    }

    /// <summary>The mean of p(x|z), in the units of the data: [batch, size].</summary>
    public abstract Tensor Mean(Tensor output);

    /// <summary>A draw from p(x|z): [batch, size]; the mean where <see cref="IsDensity"/> is false.</summary>
    public abstract Tensor Sample(Tensor output, Generator random);
}
