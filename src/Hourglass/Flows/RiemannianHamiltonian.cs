using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>
/// Hamiltonian dynamics on a curved latent space whose metric is learnt from anchors, some of the training examples (C. Chadebec,
/// C. Mantoux and S. Allassonniere, "Geometry-aware Hamiltonian variational auto-encoder", 2020): momenta are N(0, G(z)), steps are those
/// of the generalised leapfrog. The density treats them as exactly volume-preserving, an approximation that more
/// <paramref name="FixedPointSteps"/> improve.
/// </summary>
/// <param name="Steps">Leapfrog steps.</param>
/// <param name="StepSize">Their size before training. It is learnt, for each dimension.</param>
/// <param name="FixedPointSteps">Iterations by which each implicit equation of a step is solved.</param>
/// <param name="Anchors">How many training examples the metric is built from.</param>
/// <param name="Temperature">Length scale of an anchor's influence in the latent space.</param>
/// <param name="Floor">Keeps the inverse metric from vanishing far from all anchors.</param>
/// <param name="Hidden">Widths of the hidden layers of the metric's network; null for [128].</param>
public sealed record RiemannianHamiltonian(
    [property: Setting(Leapfrog.StepsMeaning, Name = "leapfrog_steps", Least = 1, Most = Leapfrog.MostSteps)]
    int Steps = 3,
    [property: Setting(Flows.StepSize.Meaning, Name = "leapfrog_size", Least = Flows.StepSize.LeastStart, Most = Flows.StepSize.MostStart)]
    double StepSize = 0.01,
    [property: Setting("fixed-point iterations for each implicit equation of a step", Least = 1, Most = 1000)]
    int FixedPointSteps = 3,
    [property: Setting("number of training examples used as anchors of the metric", Least = 1, Most = 1_000_000)]
    int Anchors = 100,
    [property: Setting("length scale of an anchor in the latent space", AboveZero = true)]
    double Temperature = 1.5,
    [property: Setting("value of the inverse metric far from all anchors", Name = "metric_floor", AboveZero = true)]
    double Floor = 0.1,
    [property: Setting("widths of the hidden layers in the metric network", Name = "metric_hidden")]
    ValueList<int>? Hidden = null) : Flow, IOneExampleAtATime
{
    internal static OptionSet<RiemannianHamiltonian> Declared { get; } = new(() => new RiemannianHamiltonian(Hidden: [128]));

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        foreach (var violation in Declared.Violations(this)) yield return violation;
        if (blueprint.Networks.Condition is not null)
            yield return $"The {What("metric's anchors")} have no classes or side columns; {Allowed("leave the condition of the networks out")}.";
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
            network = new DenseSpec(spec.Hidden ?? Declared.Defaults.Hidden!, Activation.Tanh).BuildEncoder(DataShape.Row(networks.Shape.Size),
                networks.Latent * networks.Latent,
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
