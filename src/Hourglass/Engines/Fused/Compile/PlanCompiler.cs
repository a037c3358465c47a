using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Engines.Fused.Input;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Engines.Fused.Terms;
using Hourglass.Kernels.Elementwise;
using Hourglass.Layers;
using Hourglass.Objectives;
using Hourglass.Priors;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Compiles a model to a <see cref="FusedPlan"/>, or lists the parts that are not supported.</summary>
internal sealed class PlanCompiler
{
    private readonly Autoencoder model;
    private readonly Blueprint blueprint;
    private readonly BatchSize batch;
    private readonly StepKey key = new();
    private readonly RowWeights weights;
    private readonly TensorMemory tensors;
    private readonly PlanParts parts = new();
    private readonly BodyCompiler bodies;
    private readonly int workers;
    private readonly ITermOperation?[] terms;
    private readonly BoundsCompiler? bounds;
    private OrderedCompiler? ordered;
    private GaussianDraw? draw;
    private Signal? fresh;

    private PlanCompiler(Autoencoder model, int rows, int workers)
    {
        this.model = model;
        this.workers = workers;
        blueprint = model.Blueprint;
        batch = new BatchSize(rows);
        weights = new RowWeights(batch);
        tensors = new TensorMemory(model.Modules, learns: true);
        bodies = new BodyCompiler(tensors, batch, key, parts);
        terms = new ITermOperation?[blueprint.Terms.Count];
        bounds = BoundsCompiler.For(blueprint, batch, workers, parts);
    }

    /// <summary>Lists the unsupported parts of a model, one sentence each; none if it can be compiled.</summary>
    public static IEnumerable<string> Violations(Autoencoder model)
    {
        var asked = model.Blueprint;
        if (!asked.IsTrainedInOnePhase) yield return "the model is trained in phases";
        if (asked.CodeKind is not (PointSpec or KSparseSpec or GaussianSpec { Context: 0 })) yield return $"codes are {asked.CodeKind.GetType().Name}";
        if (asked.CodeKind is GaussianSpec && asked.Prior is not StandardNormal) yield return $"the prior is {asked.Prior.GetType().Name}";
        if (asked.Flows.Count > 0) yield return "the model has flows";
        if (asked.Particles > 1 && !BoundsCompiler.Knows(asked))
            yield return "several latent vectors are drawn for each example, and not for bounds over a dense decoder alone";
        if (asked.Others.Count > 0 && !BoundsCompiler.Knows(asked)) yield return "the model has more than one player";
        if (asked.Networks.Condition is { } condition && !ReadCondition.Knows(condition)) yield return $"the condition is {condition.GetType().Name}";
        if (asked.Corruption is { } corruption && !RowNoise.Knows(corruption)) yield return $"the damage is {corruption.GetType().Name}";
        if (asked.Loss.Kernel(1) is null) yield return $"the loss is {asked.Loss.GetType().Name}";
        foreach (var term in asked.Terms.Where(term => !Knows(term, model))) yield return $"the objective has the term {term.GetType().Name}";
        if (!BodyCompiler.Knows(Hiding.After(model.Modules.Layers.Encoder))) yield return $"the encoder is {asked.Networks.Encoder.GetType().Name}";
        if (!OrderedCompiler.Knows(asked) && !BodyCompiler.Knows(model.Modules.Layers.Decoder))
            yield return $"the decoder is {asked.Networks.Decoder.GetType().Name}";
        if (asked.Networks.Condition is not null && model.Modules.Layers.Decoder is [ToPictures, ..]) yield return "a code of feature maps has a condition";
        if (model.Modules.modules().Any(module => module is IStepAware)) yield return "a part of the model does work of its own after each step";
    }

    /// <summary>Compiles a model.</summary>
    /// <param name="model">A model without violations.</param>
    /// <param name="examples">The training examples.</param>
    /// <param name="batchSize">Maximum number of examples per step.</param>
    /// <param name="workers">Number of worker threads.</param>
    public static FusedPlan Compile(Autoencoder model, Examples examples, int batchSize, int workers) =>
        new PlanCompiler(model, batchSize, workers).Compile(examples, accumulates: false);

    /// <summary>Compiles a model whose batches are processed in passes of this many examples with accumulated gradients.</summary>
    /// <param name="model">A model without violations; see <see cref="TakesPasses"/>.</param>
    /// <param name="examples">The training examples.</param>
    /// <param name="rows">Maximum number of examples per pass.</param>
    /// <param name="workers">Number of worker threads.</param>
    public static FusedPlan CompilePasses(Autoencoder model, Examples examples, int rows, int workers) =>
        new PlanCompiler(model, rows, workers).Compile(examples, accumulates: true);

    /// <summary>
    /// Whether a batch may be processed in several passes, because no example's loss depends on another. A decoder of columns in order computes a column at
    /// a time, and has so many parameters that adding gradients costs more than passes save.
    /// </summary>
    public static bool TakesPasses(Blueprint blueprint)
    {
        return !BoundsCompiler.Knows(blueprint)
            && blueprint.Networks.Decoder is not OrderedSpec
            && blueprint.Terms.All(term => term.IsPerExample)
            && !blueprint.Networks.AnyOverBatch;
    }

    private static bool Knows(ObjectiveTerm term, Autoencoder model) => Knows(term, model, model.Blueprint);

    private static bool Knows(ObjectiveTerm term, Autoencoder model, Blueprint asked) => term switch
    {
        Reconstruction or DecoderNorm => true,
        Completion => OrderedCompiler.Knows(asked),
        Kl or KlCapacity => asked.CodeKind is GaussianSpec && asked.Terms.Count(other => other is Kl or KlCapacity) == 1,
        ImportanceWeightedBound or DoublyReparameterizedBound => BoundsCompiler.Knows(asked),
        Sparsity or LatentNorm => asked.CodeKind is PointSpec or KSparseSpec,
        ActivityKl or Contraction => PointCompiler.Knows(term, model),
        MaximumMeanDiscrepancy => asked.Prior is StandardNormal,
        _ => false,
    };

    private FusedPlan Compile(Examples examples, bool accumulates)
    {
        var size = examples.Shape.Size;
        var target = new Signal("x", size, batch) { IsData = true };
        var hiding = Hiding.Of(model.Modules.Layers.Encoder);
        var input = blueprint.Corruption is null && hiding is null ? target : new Signal("corrupted x", size, batch) { IsData = true };
        var reader = new ReadBatch(input, target, blueprint, hiding, key);
        parts.Forward(reader);
        var told = Told(examples, reader);
        var latent = Encode(told is null ? input : Join(input, told, blueprint.Networks.Seen));
        if (told is not null) latent = Join(latent, bounds?.Repeated(told) ?? told, DataShape.Row(latent.Features + told.Features));
        FusedTerm[] figures = [.. OrderedCompiler.Knows(blueprint) ? InOrder(latent, target, told) : Decoded(latent, target)];
        if (accumulates) parts.Closing(new GradientAccumulation([.. tensors.Parameters], batch));
        return new FusedPlan([.. parts.All], figures, reader, bounds is null ? [weights] : [bounds.Ones], batch, key, [.. tensors.Parameters])
        {
            Input = input,
            Target = target,
            Draw = draw,
            Fresh = fresh,
            Dropouts = bodies.Dropouts,
            Hidden = ordered?.Hidden,
            Scored = ordered?.Scored,
        };
    }

    /// <summary>Adds a decoder and the terms behind it.</summary>
    private IEnumerable<FusedTerm> Decoded(Signal latent, Signal target)
    {
        bodies.Weights = bounds?.ForDecoder;
        return Terms(bodies.Add("decoder", model.Modules.Layers.Decoder!, latent, Activation.Linear), target);
    }

    /// <summary>Adds a decoder of columns in order, which computes the terms of its likelihood itself.</summary>
    private IEnumerable<FusedTerm> InOrder(Signal latent, Signal target, Signal? told)
    {
        ordered = new OrderedCompiler(blueprint, bodies, key, weights, workers);
        ordered.Add(latent, target, told);
        for (var i = 0; i < terms.Length; i++)
        {
            terms[i] ??= blueprint.Terms[i] switch
            {
                Reconstruction => (ITermOperation?)ordered.Scored,
                Completion => ordered.Completed,
                var other => TermBehindCode(other),
            };
        }

        return blueprint.Terms.Zip(terms, (term, operation) => new FusedTerm(term, operation!));
    }

    /// <summary>The condition of each example, or null.</summary>
    private Signal? Told(Examples examples, ReadBatch reader)
    {
        if (blueprint.Networks.Condition is not { } condition) return null;
        var told = new Signal("c", condition.Numbers, batch);
        parts.Forward(new ReadCondition(examples, condition, reader, told));
        return told;
    }

    private Signal Join(Signal signal, Signal told, DataShape shape)
    {
        var joined = new Signal($"({signal.Name}, c)", shape.Size, batch, signal.Each);
        parts.Forward(new Joined(signal, told, joined));
        if (!signal.HasGradient) return joined;
        joined.WantGradient();
        parts.Backward(new JoinedGradient(signal, joined));
        return joined;
    }

    /// <summary>Adds the encoder, the code and the terms that depend on the code only.</summary>
    private Signal Encode(Signal input)
    {
        var plain = blueprint.CodeKind is PointSpec point && !PointCompiler.Takes(model) ? point.Activation : Activation.Linear;
        var encoded = bodies.Add("encoder", Hiding.After(model.Modules.Layers.Encoder)!, input, plain);
        if (blueprint.CodeKind is not GaussianSpec)
        {
            var code = PointCompiler.Takes(model) ? new PointCompiler(model, tensors, batch, weights, parts).Add(encoded, terms) : encoded;
            AddTermsOf(code);
            return code;
        }

        if (bounds is not null)
        {
            (var draws, draw) = bounds.Draw(encoded, key);
            return draws;
        }

        var latent = new Signal("z", blueprint.Networks.Latent, batch);
        latent.WantGradient();
        draw = new GaussianDraw(encoded, latent, batch, key);
        parts.Forward(draw);
        parts.Backward(new GaussianGradient(encoded, latent, draw, weights));
        AddTermsOf(latent);
        return latent;
    }

    /// <summary>Adds the terms that depend on the latent vectors, before the code's backward half: they add to the gradient from the decoder.</summary>
    private void AddTermsOf(Signal latent)
    {
        for (var i = 0; i < terms.Length; i++)
        {
            if (PriorOf(blueprint.Terms[i]) is { } prior) terms[i] = parts.Backward(new CodePenalty(latent, prior, weights, batch));
            else if (blueprint.Terms[i] is MaximumMeanDiscrepancy discrepancy)
                terms[i] = parts.Backward(new Discrepancy(latent, Fresh(latent), LikenessOf(discrepancy.Kernel), weights, batch));
        }
    }

    private Signal Fresh(Signal latent)
    {
        if (fresh is not null) return fresh;
        fresh = new Signal("p", latent.Features, batch);
        parts.Forward(new PriorDraw(fresh, key));
        return fresh;
    }

    private static SimilarityKernel LikenessOf(KernelKind kind) => kind switch
    {
        KernelKind.Rbf => SimilarityKernel.Of<GaussianSimilarity>(),
        KernelKind.Imq => SimilarityKernel.Of<MultiquadricSimilarity>(),
        _ => throw new InvalidOperationException($"The kernel {kind} was not to be compiled."),
    };

    private static LikelihoodKernel? PriorOf(ObjectiveTerm term) => term switch
    {
        Sparsity sparsity => LikelihoodKernel.Of<LaplaceLikelihood>(sparsity.Rate),
        LatentNorm norm => LikelihoodKernel.Of<GaussianLikelihood>(norm.Rate),
        _ => null,
    };

    private IEnumerable<FusedTerm> Terms(Signal output, Signal target)
    {
        if (bounds is not null)
        {
            return bounds.Finish(draw!, output, target, blueprint.Loss.Kernel(target.Features)!);
        }

        for (var i = 0; i < terms.Length; i++)
        {
            terms[i] ??= blueprint.Terms[i] is Reconstruction
                ? parts.Forward(new LikelihoodTerm(output, target, blueprint.Loss.Kernel(target.Features)!, weights, batch, workers))
                : TermBehindCode(blueprint.Terms[i]);
        }

        return blueprint.Terms.Zip(terms, (term, operation) => new FusedTerm(term, operation!));
    }

    private ITermOperation TermBehindCode(ObjectiveTerm term)
    {
        switch (term)
        {
            case Kl:
                return draw!;
            case KlCapacity:
                return parts.Forward(new CapacityWeight(draw!));
            case DecoderNorm norm:
                return parts.Closing(new WeightPenalty([.. tensors.Parameters.Where(parameter => parameter.Name.StartsWith("decoder.",
                    StringComparison.Ordinal))], norm.Rate));
            default:
                throw new InvalidOperationException($"The term {term.GetType().Name} was not to be compiled.");
        }
    }
}
