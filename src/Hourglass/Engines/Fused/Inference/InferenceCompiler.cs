using Hourglass.Codes;
using Hourglass.Engines.Fused.Compile;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Elementwise;
using Hourglass.Layers;
using Hourglass.Losses;
using Hourglass.Numerics;

namespace Hourglass.Engines.Fused.Inference;

/// <summary>Compiles the forward half of a model to <see cref="InferencePlan"/>s.</summary>
internal static class InferenceCompiler
{
    // Panels of a dense plan that stay in the cache; a plan over feature maps has one, which is larger than that anyway.
    private const int DenseRows = 128;
    private const int PictureRows = 32;

    /// <summary>Whether a path of a model can be compiled. Parts for training only, such as the objective or the prior, do not matter.</summary>
    public static bool Knows(Autoencoder model, InferencePath path)
    {
        var asked = model.Blueprint;
        if (asked.Networks.Condition is not null) return false;
        return path switch
        {
            InferencePath.Encode => asked.Flows.Count == 0 && KnowsCode(model) && BodyCompiler.Infers(Hiding.After(model.Modules.Layers.Encoder)),
            InferencePath.Outputs => asked.CodeKind is PointSpec or GaussianSpec && BodyCompiler.Infers(model.Modules.Layers.Decoder),
            InferencePath.Decode => asked.Loss.Link is not null && Knows(model, InferencePath.Outputs),
            _ => Knows(model, InferencePath.Encode) && Knows(model, InferencePath.Decode),
        };
    }

    /// <summary>Compiles a path.</summary>
    /// <param name="model">A model that <see cref="Knows"/> accepts.</param>
    /// <param name="path">The path.</param>
    /// <param name="tensors">The model's tensors.</param>
    public static InferencePlan Compile(Autoencoder model, InferencePath path, TensorMemory tensors)
    {
        var (blueprint, networks, layers) = (model.Blueprint, model.Blueprint.Networks, model.Modules.Layers);
        var batch = new BatchSize(networks is { Encoder: DenseSpec or PartialRowsSpec { Body: DenseSpec }, Decoder: DenseSpec } ? DenseRows : PictureRows);
        var parts = new PlanParts(learns: false);
        var bodies = new BodyCompiler(tensors, batch, new StepKey(), parts);
        var input = path is InferencePath.Decode or InferencePath.Outputs ? new Signal("z", networks.Latent, batch) : new Signal("x", networks.Shape.Size, batch) { IsData = true };
        var end = input;
        ActivationKernel? link = null;
        if (path is InferencePath.Encode or InferencePath.Reconstruct)
        {
            var last = blueprint.CodeKind is PointSpec point ? point.Activation : Activation.Linear;
            end = bodies.Add("encoder", MeansAlone(model), end, last);
        }

        if (path != InferencePath.Encode)
        {
            end = bodies.Add("decoder", layers.Decoder!, end, Activation.Linear);
            if (path != InferencePath.Outputs && blueprint.Loss.Link == LinkFunction.Logit) link = ActivationKernel.Of<Sigmoid>();
        }

        return new InferencePlan(parts.InOrder, input, end, link, batch);
    }

    private static bool KnowsCode(Autoencoder model) => model.Blueprint.CodeKind switch
    {
        PointSpec { Activation: not Activation.Linear } => model.Modules.Layers.Encoder is [.., Dense],
        PointSpec or GaussianSpec => true,
        _ => false,
    };

    /// <summary>The encoder's layers; for Gaussian codes only the first outputs of the last layer, which are the means.</summary>
    private static ValueList<Layer> MeansAlone(Autoencoder model)
    {
        var layers = Hiding.After(model.Modules.Layers.Encoder)!;
        return model.Blueprint.CodeKind is GaussianSpec && layers[^1] is Dense last
            ? [.. layers.Take(layers.Count - 1), last with { Outputs = model.Latent }]
            : layers;
    }
}
