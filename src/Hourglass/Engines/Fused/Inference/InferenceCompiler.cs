using Hourglass.Codes;
using Hourglass.Engines.Fused.Compile;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Elementwise;
using Hourglass.Losses;
using static TorchSharp.torch;
using Conv2d = TorchSharp.Modules.Conv2d;
using Linear = TorchSharp.Modules.Linear;

namespace Hourglass.Engines.Fused.Inference;

/// <summary>Turns the forward half of a model into <see cref="InferencePlan"/>s.</summary>
internal static class InferenceCompiler
{
    // Panels of a dense plan that stay in the cache; a plan over feature maps has one, which is larger than that anyway.
    private const int DenseRows = 128;
    private const int PictureRows = 32;

    /// <summary>Whether a path of a model can be compiled. What only training has to do with, such as its objective or prior, does not matter.</summary>
    public static bool Knows(Autoencoder model, InferencePath path)
    {
        var asked = model.Blueprint;
        if (asked.Networks.Condition is not null) return false;
        return path switch
        {
            InferencePath.Encode => asked.Flows.Count == 0 && KnowsCode(asked) && KnowsBody(model.Modules.Encoder, asked.Networks.Encoder),
            InferencePath.Decode => asked.CodeKind is PointSpec or GaussianSpec && KnowsMean(asked.Loss) && KnowsBody(model.Modules.Decoder, asked.Networks.Decoder),
            _ => Knows(model, InferencePath.Encode) && Knows(model, InferencePath.Decode),
        };
    }

    /// <summary>Compiles a path.</summary>
    /// <param name="model">One that <see cref="Knows"/> accepts.</param>
    /// <param name="path">Which way.</param>
    /// <param name="parameters">The model's parameters by name.</param>
    public static InferencePlan Compile(Autoencoder model, InferencePath path, IReadOnlyDictionary<string, ParameterMemory> parameters)
    {
        var (blueprint, networks) = (model.Blueprint, model.Blueprint.Networks);
        var batch = new BatchSize(networks is { Encoder: DenseSpec, Decoder: DenseSpec } ? DenseRows : PictureRows);
        List<Operation> operations = [];
        var input = path == InferencePath.Decode ? new Signal("z", networks.Latent, batch) : new Signal("x", networks.Shape.Size, batch) { IsData = true };
        var end = input;
        ActivationKernel? link = null;
        if (path != InferencePath.Decode)
        {
            var last = blueprint.CodeKind is PointSpec point ? point.Activation : Activation.Linear;
            end = Layers(MeansAlone(model, parameters)).Encoder(model.Modules.Encoder, networks.Encoder, end, networks.Shape, last);
        }

        if (path != InferencePath.Encode)
        {
            end = Layers(parameters).Decoder(model.Modules.Decoder, networks.Decoder, end, networks.Shape);
            if (blueprint.Loss is Bernoulli) link = ActivationKernel.Of<Sigmoid>();
        }

        return new InferencePlan(operations, input, end, link, batch);

        LayerCompiler Layers(IReadOnlyDictionary<string, ParameterMemory> named) => new(named, batch, new StepKey(), operations, backward: null);
    }

    private static bool KnowsCode(Blueprint asked) => asked.CodeKind switch
    {
        PointSpec { Activation: not Activation.Linear } => asked.Networks.Encoder is not ConvSpec { Hidden: null },
        PointSpec or GaussianSpec => true,
        _ => false,
    };

    private static bool KnowsMean(Loss loss) => loss is Bernoulli or Gaussian or Laplace or LearnedGaussian;

    // Only layers that are compiled may have weights or a memory of their own; residual bodies and those that are normalised are compiled for learning alone.
    private static bool KnowsBody(nn.Module<Tensor, Tensor> body, NetworkSpec spec) =>
        LayerCompiler.Knows(spec) && !BodyCompiler.Takes(spec) && body.children().All(layer => layer is Linear or Conv2d or TransposedConvolution || (!layer.parameters().Any() && !layer.buffers().Any()));

    /// <summary>The parameters, but of the encoder's last layer the first rows alone: the means of Gaussian codes stand before all else.</summary>
    private static IReadOnlyDictionary<string, ParameterMemory> MeansAlone(Autoencoder model, IReadOnlyDictionary<string, ParameterMemory> parameters)
    {
        if (model.Blueprint.CodeKind is not GaussianSpec) return parameters;
        var name = $"encoder.{model.Modules.Encoder.named_children().Last(child => child.module is Linear).name}.bias";
        return new Dictionary<string, ParameterMemory>(parameters, StringComparer.Ordinal) { [name] = parameters[name].First(model.Latent) };
    }
}
