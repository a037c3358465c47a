using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>
/// A code with two layers of latent variables: the encoder gives means and log-variances of the lower one, then features from which a net
/// reads the upper one. It keeps the top-down net that it shares with the prior <see cref="Priors.TopDown"/>.
/// </summary>
/// <param name="Upper">Dimensions of the upper layer; at least 1.</param>
/// <param name="Hidden">Widths of the dense layers between the two, from below; the encoder gives the first.</param>
/// <param name="Activation">Their non-linearity.</param>
public sealed record LadderSpec(int Upper, ValueList<int> Hidden, Activation Activation = Activation.Elu) : CodeSpec<LadderCode>
{
    /// <inheritdoc/>
    public override int Outputs(int latent) => (2 * latent) + (Hidden.Count > 0 ? Hidden[0] : 0);

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(int latent)
    {
        if (Upper < 1) yield return $"The {What("upper layer")} has {Got(Upper)} latent dimensions; it needs {Allowed("at least 1")}.";
        if (Hidden.Count == 0) yield return $"There is {Got("no")} {What("dense layer")} between the two layers of latent variables; give " +
            $"{Allowed("at least one, such as [64]")}.";
        foreach (var width in Hidden.Where(width => width < 1)) yield return $"A {What("layer between the latent variables")} has {Got(width)} units; each " +
            $"needs {Allowed("at least 1")}.";
    }

    internal override CodeReader<LadderCode> Build(int latent, Generator random) => new LadderReader(this, latent, random);
}
