namespace Hourglass;

/// <summary>What follows the weights of a hidden layer: normalisation, activation, dropout.</summary>
/// <param name="Activation">The non-linearity.</param>
/// <param name="Normalization">What stands before it.</param>
/// <param name="Dropout">Which part of the numbers is set to 0 in each step of training.</param>
internal sealed record HiddenLayers(Activation Activation, Normalization Normalization = Normalization.None, double Dropout = 0) : IHiddenLayers
{
    /// <summary>What a body says of its hidden layers.</summary>
    public static HiddenLayers Of(IHiddenLayers body) => new(body.Activation, body.Normalization, body.Dropout);

    /// <summary>Whether there is nothing beside the activation.</summary>
    public bool IsPlain => Normalization == Normalization.None && Dropout == 0;

    /// <summary>
    /// Whether weights in front of these have biases. Batch normalisation takes the mean away again, so that such a bias would have no
    /// gradient (Ioffe &amp; Szegedy 2015, section 3.2).
    /// </summary>
    public bool HasBias => Normalization != Normalization.Batch;

    /// <summary>Lists what does not fit: one sentence a violation.</summary>
    /// <param name="widths">Units or feature maps of the hidden layers.</param>
    public IEnumerable<string> Violations(IEnumerable<int> widths)
    {
        if (Dropout is not (>= 0 and < 1))
            yield return FormattableString.Invariant($"The dropout is {Dropout}; give the part of the hidden units that is left out in each step, from 0 (none) to below 1.");
        if (Normalization == Normalization.Layer && widths.Any(width => width == 1))
            yield return "A layer has one unit or feature map, of which layer normalisation leaves 0 whatever comes in; give it at least 2, or normalization=batch.";
    }
}
