using Hourglass.Codes;
using Hourglass.Objectives;
using Hourglass.Training;

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

    /// <summary>
    /// Whether a bias of a model's code would have no gradient: the code is linear, the decoder's first layer is normalised over the batch,
    /// and nothing else looks at the code.
    /// </summary>
    public static bool CodeHasIdleBias(Blueprint blueprint) =>
        blueprint.CodeKind is PointSpec { Activation: Activation.Linear }
        && blueprint.Networks.Encoder is DenseSpec or ConvSpec { Hidden: not null } or ResidualSpec { Hidden: not null }
        && blueprint.Networks.Decoder is DenseSpec { Normalization: Normalization.Batch, Hidden.Count: > 0 }
            or ConvSpec { Normalization: Normalization.Batch, Hidden: not null }
            or ResidualSpec { Normalization: Normalization.Batch, Hidden.Count: > 0 }
        && blueprint.Others.Count == 0
        && blueprint.Terms.All(term => term is Reconstruction or DecoderNorm)
        && !blueprint.Phases.Any(phase => phase is SupervisedFineTuning);

    /// <summary>Whether a body of a model is normalised over the batch, so that an example's result depends on those beside it.</summary>
    public static bool AnyOverBatch(Blueprint blueprint)
    {
        NetworkSpec[] bodies = [blueprint.Networks.Encoder, blueprint.Networks.Decoder];
        return bodies.OfType<IHiddenLayers>().Any(body => body.Normalization == Normalization.Batch);
    }

    /// <summary>Lists what in the rest of a model does not fit its bodies' hidden layers: one sentence a violation.</summary>
    public static IEnumerable<string> Violations(Blueprint blueprint)
    {
        if (!AnyOverBatch(blueprint)) yield break;
        object[] parts = [blueprint.Prior, .. blueprint.Flows, .. blueprint.Terms, .. blueprint.Others.SelectMany(player => player.Objective)];
        foreach (var part in parts.OfType<IOneExampleAtATime>().Select(part => part.GetType().Name).Distinct(StringComparer.Ordinal))
            yield return $"The model has a {part}, which asks the networks about single examples, and with batch normalisation their answer depends on the rest of the batch; use normalization=layer or none.";
    }
}
