using Hourglass.Codes;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Engines.Fused.Terms;
using Hourglass.Kernels.Elementwise;
using Hourglass.Layers;
using Hourglass.Objectives;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds codes that are points, if terms or the kind of code distinguish the encoder's output from the code computed from it.</summary>
internal sealed class PointCompiler(Autoencoder model, TensorMemory tensors, BatchSize batch, RowWeights weights, PlanParts parts)
{
    private readonly Blueprint blueprint = model.Blueprint;

    /// <summary>Whether this is such a code.</summary>
    public static bool Takes(Autoencoder model) => model.Blueprint.CodeKind switch
    {
        KSparseSpec => true,
        PointSpec => model.Blueprint.Terms.Any(term => term is ActivityKl or Contraction),
        _ => false,
    };

    /// <summary>Whether a term of the encoder's output can be added.</summary>
    public static bool Knows(ObjectiveTerm term, Autoencoder model) =>
        model.Blueprint.CodeKind is PointSpec && (term is ActivityKl || (term is Contraction && model.Modules.Layers.Encoder is [Dense]));

    /// <summary>Adds the code.</summary>
    /// <param name="encoded">The encoder's output, without an activation.</param>
    /// <param name="terms">Receives the terms of the encoder's output.</param>
    public Signal Add(Signal encoded, ITermOperation?[] terms)
    {
        var activation = blueprint.CodeKind is PointSpec point ? BodyCompiler.KernelOf(point.Activation) : null;
        var code = encoded;
        if (activation is not null || blueprint.CodeKind is KSparseSpec)
        {
            code = new Signal("z", encoded.Features, batch);
            code.WantGradient();
        }

        for (var i = 0; i < terms.Length; i++)
        {
            if (blueprint.Terms[i] is ActivityKl activity) terms[i] = parts.Backward(new ActivityPenalty(encoded, activity.Rho, weights));
            else if (blueprint.Terms[i] is Contraction contraction)
                terms[i] = Contract(encoded, code, activation ?? ActivationKernel.Of<Identity>(), contraction.Rate);
        }

        if (activation is not null)
        {
            var (before, after) = (new SignalOrMaps(encoded, null, batch), new SignalOrMaps(code, null, batch));
            parts.Forward(new ActivationApart(before, after, activation));
            parts.Backward(new ActivationApartGradient(before, after, activation));
        }
        else if (blueprint.CodeKind is KSparseSpec sparse)
        {
            var largest = parts.Forward(new LargestKept(encoded, code, sparse.Keep, batch));
            parts.Backward(new LargestKeptGradient(encoded, code, largest));
        }

        return code;
    }

    private ContractionTerm Contract(Signal encoded, Signal code, ActivationKernel activation, double rate)
    {
        var layer = (Dense)model.Modules.Layers.Encoder![0];
        var weight = tensors[$"encoder.{layer.Weight}"];
        var term = parts.Backward(new ContractionTerm(encoded, code, activation, weight, blueprint.Networks.Shape.Size, rate, weights, batch));
        parts.Closing(new ContractionGradient(term, encoded.Features));
        return term;
    }
}
