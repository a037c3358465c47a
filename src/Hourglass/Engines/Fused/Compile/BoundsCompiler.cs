using Hourglass.Codes;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Engines.Fused.Terms;
using Hourglass.Kernels;
using Hourglass.Objectives;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds the operations of importance-weighted bounds to a plan: several latent draws per example, their weights, and weighted gradients.</summary>
internal sealed class BoundsCompiler
{
    private readonly Blueprint blueprint;
    private readonly BatchSize batch;
    private readonly PlanParts parts;
    private readonly int workers;
    private readonly int each;
    private readonly bool doubly;
    private readonly RowWeights ones;
    private readonly RowWeights own;
    private readonly RowWeights? others;

    private BoundsCompiler(Blueprint blueprint, BatchSize batch, int workers, PlanParts parts)
    {
        this.workers = workers;
        this.blueprint = blueprint;
        this.batch = batch;
        this.parts = parts;
        each = blueprint.Particles;
        doubly = blueprint.Terms[0] is DoublyReparameterizedBound;
        ones = new RowWeights(batch, each, ones: true);
        own = new RowWeights(batch, each);
        if (blueprint.Others.Count > 0) others = new RowWeights(batch, each);
    }

    /// <summary>The weight of each draw for the decoder, if it differs from that for the encoder; else null.</summary>
    public RowWeights? ForDecoder => others;

    /// <summary>Weights that must be set before each step.</summary>
    public RowWeights Ones => ones;

    // Only dense layers support different row weights for their own gradients and for those they propagate.
    /// <summary>Whether a model is trained on such bounds only, in a form that can be compiled.</summary>
    public static bool Knows(Blueprint blueprint) =>
        blueprint.CodeKind is GaussianSpec && blueprint.Networks.Decoder is DenseSpec decoder &&
        (blueprint.Terms.All(term => term is ImportanceWeightedBound) || blueprint.Terms.All(term => term is DoublyReparameterizedBound)) &&
        (blueprint.Others.Count == 0 || (blueprint.Others.Count == 1 && Knows(blueprint.Others[0]) && HiddenLayers.Of(decoder).IsPlain));

    /// <summary>The compiler for such a model; null for others.</summary>
    public static BoundsCompiler? For(Blueprint blueprint, BatchSize batch, int workers, PlanParts parts) =>
        Knows(blueprint) ? new BoundsCompiler(blueprint, batch, workers, parts) : null;

    /// <summary>Adds the draws.</summary>
    /// <param name="encoded">The encoder's output: [examples, means and log-variances].</param>
    /// <param name="key">Key of the random numbers.</param>
    public (Signal Latent, GaussianDraw Draw) Draw(Signal encoded, StepKey key)
    {
        var repeated = Repeated(encoded);
        repeated.WantGradient();
        parts.Backward(new RepeatedRowsGradient(encoded, repeated));
        var latent = new Signal("z", blueprint.Networks.Latent, batch, each);
        latent.WantGradient();
        var draw = new GaussianDraw(repeated, latent, batch, key, atDraw: true);
        parts.Forward(draw);
        parts.Backward(new ParticleGradient(repeated, latent, draw, own, scaled: others is null, doubly));
        return (latent, draw);
    }

    /// <summary>Adds the likelihood and the bounds.</summary>
    /// <param name="draw">The operation that makes the draws.</param>
    /// <param name="output">The decoder's output for them.</param>
    /// <param name="target">The examples.</param>
    /// <param name="likelihood">-log p(x|z).</param>
    /// <returns>The terms of both players.</returns>
    public IEnumerable<FusedTerm> Finish(GaussianDraw draw, Signal output, Signal target, PanelLikelihood likelihood)
    {
        var term = new LikelihoodTerm(output, target, likelihood, ones, batch, workers);
        parts.Forward(term);
        FusedTerm[] mine = [.. blueprint.Terms.Select(bound => Compiled(bound, inLoss: true))];
        FusedTerm[] theirs = [.. blueprint.Others.SelectMany(player => player.Objective).Select(bound => Compiled(bound, inLoss: false))];
        List<(ImportanceBound[] Bounds, RowWeights Weights)> players = [(Bounds(mine), own)];
        if (others is not null) players.Add((Bounds(theirs), others));
        parts.Forward(new BoundWeights(term, draw, batch, each, players));

        // If both players use the same weights, the decoder's gradients include them from the start.
        if (others is null) parts.Forward(new ScaledRows(output, own));
        return [.. mine, .. theirs];
    }

    /// <summary>A signal repeated for each draw of its example.</summary>
    public Signal Repeated(Signal signal)
    {
        var repeated = new Signal($"{signal.Name} for each draw", signal.Features, batch, each);
        parts.Forward(new RepeatedRows(signal, repeated));
        return repeated;
    }

    private static bool Knows(PlayerSpec player) =>
        player.Owns.Contains("decoder") && !player.Owns.Contains("encoder") && player.Objective.All(term => term is ImportanceWeightedBound);

    private static ImportanceBound[] Bounds(FusedTerm[] terms) => [.. terms.Select(term => (ImportanceBound)term.Operation)];

    private FusedTerm Compiled(ObjectiveTerm term, bool inLoss)
    {
        var samples = term is DoublyReparameterizedBound doublyBound ? doublyBound.Samples : ((ImportanceWeightedBound)term).Samples;
        return new FusedTerm(term, new ImportanceBound(samples, inLoss && doubly, batch, each), inLoss);
    }
}
