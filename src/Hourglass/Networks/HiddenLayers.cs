using Hourglass.Settings;

namespace Hourglass;

/// <summary>The operations after the weights of a hidden layer: normalisation, activation, dropout.</summary>
/// <param name="Activation">The non-linearity.</param>
/// <param name="Normalization">The normalisation before it.</param>
/// <param name="Dropout">Fraction of the numbers that is set to 0 in each training step.</param>
internal sealed record HiddenLayers(
    [property: Setting("activation function of the hidden layers; the default of gated networks is linear")]
    Activation Activation,
    [property: Setting("normalisation of the hidden layers; not for recurrent and gated networks")]
    Normalization Normalization = Normalization.None,
    [property: Setting("dropout probability of the hidden units; not for recurrent and gated networks", Least = 0, BelowOne = true)]
    double Dropout = 0) : IHiddenLayers
{
    public static OptionSet<HiddenLayers> Declared { get; } = new(() => new HiddenLayers(Activation.Relu));

    /// <summary>The hidden layers of a body.</summary>
    public static HiddenLayers Of(IHiddenLayers body) => new(body.Activation, body.Normalization, body.Dropout);

    /// <summary>Whether there is only the activation.</summary>
    public bool IsPlain => Normalization == Normalization.None && Dropout == 0;

    /// <summary>
    /// Whether the weights before these have biases. Batch normalisation subtracts the mean, so such a bias would have no
    /// gradient (Ioffe &amp; Szegedy 2015, section 3.2).
    /// </summary>
    public bool HasBias => Normalization != Normalization.Batch;

    /// <summary>Lists what does not fit: one sentence per violation.</summary>
    /// <param name="widths">Units or feature maps of the hidden layers.</param>
    public IEnumerable<MessageText> Violations(IEnumerable<int> widths)
    {
        foreach (var violation in Declared.Violations(this)) yield return violation;
        if (Normalization == Normalization.Layer && widths.Any(width => width == 1))
            yield return $"A {What("layer")} has one unit or feature map, which layer normalisation always maps to 0; give " +
                $"{Allowed($"it at least 2, or {Setting("normalization", "batch")}")}.";
    }
}
