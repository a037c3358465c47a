using Hourglass.Data;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>
/// Hamiltonian dynamics on a curved latent space whose metric is learnt from anchors, some of the training examples (C. Chadebec,
/// C. Mantoux and S. Allassonniere, "Geometry-aware Hamiltonian variational auto-encoder", 2020): momenta are N(0, G(z)), steps are those
/// of the generalised leapfrog. The density treats them as exactly volume-preserving, an approximation that more
/// <paramref name="FixedPointSteps"/> improve.
/// </summary>
/// <param name="Steps">Leapfrog steps; at least 1.</param>
/// <param name="StepSize">Their size before training; above 0 and below 0.5. It is learnt, for each dimension.</param>
/// <param name="FixedPointSteps">Iterations by which each implicit equation of a step is solved; at least 1.</param>
/// <param name="Anchors">How many training examples the metric is built from; at least 1.</param>
/// <param name="Temperature">Length scale of an anchor's influence in the latent space; above 0.</param>
/// <param name="Floor">Keeps the inverse metric from vanishing far from all anchors; above 0.</param>
/// <param name="Hidden">Widths of the hidden layers of the metric's network; null for [128].</param>
public sealed record RiemannianHamiltonian(
    int Steps = 3,
    double StepSize = 0.01,
    int FixedPointSteps = 3,
    int Anchors = 100,
    double Temperature = 1.5,
    double Floor = 0.1,
    ValueList<int>? Hidden = null) : Flow, IOneExampleAtATime
{
    /// <inheritdoc/>
    internal override IEnumerable<string> Violations(Blueprint blueprint)
    {
        if (Steps < 1) yield return $"The flow takes {Steps} leapfrog steps; it needs at least 1.";
        if (FixedPointSteps < 1) yield return $"The flow solves its equations with {FixedPointSteps} iterations; it needs at least 1.";
        if (Anchors < 1) yield return $"The metric has {Anchors} anchors; it needs at least 1.";
        if (!(Temperature > 0)) yield return $"The metric's temperature is {Temperature}; give a number above 0, such as 1.5.";
        if (!(Floor > 0)) yield return $"The metric's floor is {Floor}; give a number above 0, such as 0.1.";
        if (blueprint.Networks.Condition is not null)
            yield return "The metric's anchors have no classes or side columns; leave the condition of the networks out.";
        foreach (var violation in Flows.StepSize.Violations(StepSize)) yield return violation;
        foreach (var width in (Hidden ?? []).Where(width => width < 1)) yield return $"A hidden layer of the metric has {width} units; each needs at least 1.";
    }

    internal override FlowModule Build(Networks networks, Generator random) => new Module(this, networks, random);

    private sealed class Module : FlowModule, IPrepared, ILearntMetric
    {
        private readonly RiemannianHamiltonian spec;
        private readonly StepSize size;
        private readonly Tempering tempering = new();
        private readonly nn.Module<Tensor, Tensor> network;

        public Module(RiemannianHamiltonian spec, Networks networks, Generator random)
            : base(nameof(RiemannianHamiltonian))
        {
            this.spec = spec;
            size = new StepSize(networks.Latent, spec.StepSize);
            network = new DenseSpec(spec.Hidden ?? [128], Activation.Tanh).BuildEncoder(DataShape.Row(networks.Shape.Size), networks.Latent * networks.Latent,
                random);
            register_module("step", size);
            register_module("tempering", tempering);
            register_module("metric", network);
            WeightLimit.Claim(spec.Anchors, networks.Shape.Size);
            register_buffer("anchors", rand(spec.Anchors, networks.Shape.Size, dtype: ScalarType.Float32, generator: random));
        }

        public void Prepare(Examples train, ulong seed) => DrawnExamples.CopyTo(get_buffer("anchors")!, train, seed);

        public override Pushed Push(Tensor latent, FlowContext context)
        {
            var metric = Metric(context.Model);
            var start = metric.At(latent);
            var drawn = start.Sample(context.Random);
            var end = Run(latent, drawn, metric, start, context);
            return new Pushed(end.Place, end.Metric!.LogDensity(end.Momentum) - start.LogDensity(drawn));
        }

        public override Tensor Locate(Tensor latent, FlowContext context)
        {
            var metric = Metric(context.Model);
            return Run(latent, zeros_like(latent), metric, metric.At(latent), context).Place;
        }

        /// <summary>The metric: the encoder places the anchors, and the network gives their factors, whose diagonals are positive.</summary>
        public LearntMetric Metric(Autoencoder model)
        {
            var anchors = get_buffer("anchors")!;
            var centres = model.Read(new Batch(anchors)).Location;
            var square = network.call(anchors).reshape(-1, centres.shape[1], centres.shape[1]);
            var factors = square.tril(-1) + square.diagonal(0, 1, 2).exp().diag_embed();

            // A scale that could be learnt as well: with it the metric starts near 1, however many anchors add up.
            return new LearntMetric(centres, factors / Math.Sqrt(spec.Anchors), spec.Temperature, spec.Floor);
        }

        private Leapfrog Run(Tensor latent, Tensor momentum, LearntMetric metric, MetricAt start, FlowContext context)
        {
            var step = size.Value;
            return tempering.Run(spec.Steps, new Leapfrog(latent, momentum, context.Force(latent), start),
                state => state.Step(step, context.Force, metric, spec.FixedPointSteps));
        }
    }
}
