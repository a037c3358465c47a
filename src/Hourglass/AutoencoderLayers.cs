using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Layers;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Training;

namespace Hourglass;

/// <summary>The layers of an autoencoder's encoder and decoder as values: everything needed to compute them from the tensors of a saved model.</summary>
/// <param name="Encoder">The encoder's layers; null if it is not a list of layers, such as a custom module.</param>
/// <param name="Decoder">The decoder's layers; null as for the encoder.</param>
internal sealed record AutoencoderLayers(ValueList<Layer>? Encoder, ValueList<Layer>? Decoder)
{
    /// <summary>The layers of a valid model.</summary>
    public static AutoencoderLayers Of(Blueprint blueprint)
    {
        var networks = blueprint.Networks;
        var encoder = networks.Encoder.EncoderLayers(networks.Seen, blueprint.CodeKind.Outputs(networks.Latent));
        if (encoder is not null && CodeHasIdleBias(blueprint)) encoder = [.. encoder.Take(encoder.Count - 1), (Dense)encoder[^1] with { HasBias = false }];
        return new AutoencoderLayers(encoder, networks.Decoder.DecoderLayers(networks.DecoderInputs, Written(blueprint)));
    }

    /// <summary>The shape of the decoder's output.</summary>
    public static DataShape Written(Blueprint blueprint) => blueprint.Loss.OutputShape(blueprint.Networks.Shape);

    /// <summary>
    /// Whether a bias of a model's code would have no gradient: the code is linear, the decoder's first layer is normalised over the batch,
    /// and nothing else looks at the code.
    /// </summary>
    private static bool CodeHasIdleBias(Blueprint blueprint) =>
        blueprint.CodeKind is PointSpec { Activation: Activation.Linear }
        && blueprint.Networks.Encoder is DenseSpec or ConvSpec { Hidden: not null } or ResidualSpec { Hidden: not null }
        && blueprint.Networks.Decoder is DenseSpec { Normalization: Normalization.Batch, Hidden.Count: > 0 }
            or ConvSpec { Normalization: Normalization.Batch, Hidden: not null }
            or ResidualSpec { Normalization: Normalization.Batch, Hidden.Count: > 0 }
        && blueprint.Others.Count == 0
        && blueprint.Terms.All(term => term is Reconstruction or DecoderNorm)
        && !blueprint.Phases.Any(phase => phase is SupervisedFineTuning);
}
