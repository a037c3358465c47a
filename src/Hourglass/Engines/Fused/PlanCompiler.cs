using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Kernels.Elementwise;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Priors;
using Hourglass.Training;

namespace Hourglass.Engines.Fused;

/// <summary>Turns a model into a <see cref="FusedPlan"/>, or says what of it cannot be computed so.</summary>
internal sealed class PlanCompiler
{
    private readonly Autoencoder model;
    private readonly Blueprint blueprint;
    private readonly BatchSize batch;
    private readonly StepKey key = new();
    private readonly RowWeights weights;
    private readonly Dictionary<string, ParameterMemory> parameters = new(StringComparer.Ordinal);
    private readonly List<Operation> forward = [];
    private readonly Stack<Operation> backward = new();
    private readonly LayerCompiler layers;
    private readonly ITermOperation?[] terms;
    private GaussianDraw? draw;

    private PlanCompiler(Autoencoder model, int batchSize, int workers)
    {
        this.model = model;
        blueprint = model.Blueprint;
        batch = new BatchSize(batchSize);
        weights = new RowWeights(batch);
        foreach (var (name, parameter) in model.Modules.named_parameters()) parameters[name] = new ParameterMemory(name, parameter);
        layers = new LayerCompiler(parameters, batch, key, workers, forward, backward);
        terms = new ITermOperation?[blueprint.Terms.Count];
    }

    /// <summary>Lists what of a model cannot be computed, one sentence each; none when it can be compiled.</summary>
    public static IEnumerable<string> Violations(Autoencoder model)
    {
        var asked = model.Blueprint;
        if (asked.Phases is not [GradientDescent]) yield return "the model is trained in phases";
        if (asked.CodeKind is not (PointSpec or GaussianSpec { Context: 0 })) yield return $"codes are {asked.CodeKind.GetType().Name}";
        if (asked.CodeKind is GaussianSpec && asked.Prior is not StandardNormal) yield return $"the prior is {asked.Prior.GetType().Name}";
        if (asked.Flows.Count > 0) yield return "the model has flows";
        if (asked.Particles > 1) yield return "several latent vectors are drawn for each example";
        if (asked.Others.Count > 0) yield return "the model has more than one player";
        if (asked.Networks.Condition is not null) yield return "the model has a condition";
        if (asked.Corruption is { } corruption && !RowNoise.Knows(corruption)) yield return $"the damage is {corruption.GetType().Name}";
        if (LikelihoodOf(asked.Loss, 1) is null) yield return $"the loss is {asked.Loss.GetType().Name}";
        foreach (var term in asked.Terms.Where(term => !Knows(term, asked))) yield return $"the objective has the term {term.GetType().Name}";
        if (!LayerCompiler.Knows(asked.Networks.Encoder)) yield return $"the encoder is {asked.Networks.Encoder.GetType().Name}";
        if (!LayerCompiler.Knows(asked.Networks.Decoder)) yield return $"the decoder is {asked.Networks.Decoder.GetType().Name}";
        if (asked is { Networks.Encoder: ConvSpec { Hidden: null }, CodeKind: PointSpec { Activation: not Activation.Linear } }) yield return "a code of feature maps has an activation";
        if (model.Modules.modules().Any(module => module is IStepAware)) yield return "a part of the model does work of its own after each step";
    }

    /// <summary>Compiles a model.</summary>
    /// <param name="model">Without violations.</param>
    /// <param name="examples">What it learns from.</param>
    /// <param name="batchSize">The most examples a step.</param>
    /// <param name="workers">How many threads will do the work.</param>
    public static FusedPlan Compile(Autoencoder model, Examples examples, int batchSize, int workers) => new PlanCompiler(model, batchSize, workers).Compile(examples);

    private static bool Knows(ObjectiveTerm term, Blueprint asked) => term switch
    {
        Reconstruction or DecoderNorm => true,
        Kl or KlCapacity => asked.CodeKind is GaussianSpec && asked.Terms.Count(other => other is Kl or KlCapacity) == 1,
        Sparsity or LatentNorm => asked.CodeKind is PointSpec,
        _ => false,
    };

    private static (LikelihoodKernel Kernel, double Constant)? LikelihoodOf(Loss loss, int features) => loss switch
    {
        Bernoulli => (LikelihoodKernel.Of<BernoulliLikelihood>(), 0),
        Gaussian gaussian => (LikelihoodKernel.Of<GaussianLikelihood>(1 / (gaussian.Deviation * gaussian.Deviation)), features * 0.5 * Math.Log(2 * Math.PI * gaussian.Deviation * gaussian.Deviation)),
        Laplace laplace => (LikelihoodKernel.Of<LaplaceLikelihood>(1 / laplace.Scale), features * Math.Log(2 * laplace.Scale)),
        _ => null,
    };

    private FusedPlan Compile(Examples examples)
    {
        var size = examples.Shape.Size;
        var target = new Signal("x", size, batch);
        var input = blueprint.Corruption is null ? target : new Signal("damaged x", size, batch);
        var reader = new ReadBatch(examples, input, target, blueprint, batch, key);
        forward.Add(reader);
        var latent = Encode(input);
        var output = layers.Decoder(model.Modules.Decoder, blueprint.Networks.Decoder, latent, blueprint.Networks.Shape);
        for (var i = 0; i < terms.Length; i++) terms[i] ??= TermBehind(blueprint.Terms[i], output, target);
        var operations = forward.Concat(backward).Concat(terms.OfType<WeightPenalty>());
        return new FusedPlan([.. operations], [.. blueprint.Terms.Zip(terms, (term, operation) => new FusedTerm(term, operation!))], reader, [weights], batch, key, [.. parameters.Values])
        {
            Input = input,
            Target = target,
            Draw = draw,
            Dropouts = layers.Bodies.Dropouts,
        };
    }

    /// <summary>Adds the encoder, the code and the terms that look at the code alone.</summary>
    private Signal Encode(Signal input)
    {
        var networks = blueprint.Networks;
        if (blueprint.CodeKind is PointSpec point)
        {
            var code = layers.Encoder(model.Modules.Encoder, networks.Encoder, input, networks.Shape, point.Activation);
            for (var i = 0; i < terms.Length; i++)
            {
                // On top of the code's own backward half: they add to the gradient that the decoder leaves.
                if (PriorOf(blueprint.Terms[i]) is not { } prior) continue;
                var penalty = new CodePenalty(code, prior, weights, batch);
                terms[i] = penalty;
                backward.Push(penalty);
            }

            return code;
        }

        var encoded = layers.Encoder(model.Modules.Encoder, networks.Encoder, input, networks.Shape, Activation.Linear);
        var latent = new Signal("z", networks.Latent, batch);
        latent.WantGradient();
        draw = new GaussianDraw(encoded, latent, batch, key);
        forward.Add(draw);
        backward.Push(new GaussianGradient(encoded, latent, draw, weights));
        return latent;
    }

    private static LikelihoodKernel? PriorOf(ObjectiveTerm term) => term switch
    {
        Sparsity sparsity => LikelihoodKernel.Of<LaplaceLikelihood>(sparsity.Rate),
        LatentNorm norm => LikelihoodKernel.Of<GaussianLikelihood>(norm.Rate),
        _ => null,
    };

    private ITermOperation TermBehind(ObjectiveTerm term, Signal output, Signal target)
    {
        switch (term)
        {
            case Reconstruction:
                var (kernel, constant) = LikelihoodOf(blueprint.Loss, target.Features)!.Value;
                return Added(new LikelihoodTerm(output, target, kernel, constant, weights, batch));
            case Kl:
                return draw!;
            case KlCapacity:
                return Added(new CapacityWeight(draw!));
            case DecoderNorm norm:
                return new WeightPenalty([.. parameters.Values.Where(parameter => parameter.Name.StartsWith("decoder.", StringComparison.Ordinal))], norm.Rate);
            default:
                throw new InvalidOperationException($"The term {term.GetType().Name} was not to be compiled.");
        }
    }

    private TOperation Added<TOperation>(TOperation operation)
        where TOperation : Operation
    {
        forward.Add(operation);
        return operation;
    }
}
