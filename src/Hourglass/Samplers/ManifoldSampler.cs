using Hourglass.Codes;
using Hourglass.Companions;
using Hourglass.Data;
using Hourglass.Flows;
using Hourglass.Numerics;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// Draws in proportion to the volume element of the latent space's metric, by Hamiltonian Monte Carlo from anchors: for a Riemannian Hamiltonian
/// VAE its own metric (<see cref="LearntVolume"/>), for other models with Gaussian codes the metric of some training examples' posteriors
/// (<see cref="PosteriorVolume"/>).
/// </summary>
/// <param name="Anchors">Number of training examples whose posteriors define the metric, fewer if there are fewer. A Riemannian Hamiltonian VAE
/// has its own.</param>
/// <param name="Moves">Moves per chain.</param>
/// <param name="Leapfrogs">Leapfrog steps per move.</param>
/// <param name="Floor">Value of the metric far from all anchors. A Riemannian Hamiltonian VAE has its own.</param>
/// <param name="Reach">Reach of an anchor, in standard deviations of its posterior; 0 for the largest distance between an anchor and its nearest anchor, as in
/// the paper.</param>
[Cites("chadebec2022", "C. Chadebec and S. Allassonniere", "A geometric perspective on variational autoencoders", "NeurIPS", 2022)]
public sealed record ManifoldSampler(
    [property: Setting("number of training examples whose posteriors define the metric; rhvae has its own metric", Least = 1, Most = 10_000)]
    int Anchors = 200,
    [property: Setting("Markov chain moves per sample, starting at an anchor", Least = 1, Most = 1_000_000)]
    int Moves = 100,
    [property: Setting("leapfrog steps per move", Least = 1, Most = 10_000)]
    int Leapfrogs = 10,
    [property: Setting("value of the metric far from all anchors; rhvae has its own metric", AboveZero = true)]
    double Floor = 0.01,
    [property: Setting("length scale of an anchor, in standard deviations of its posterior; 0 uses the largest distance between an anchor and its " +
        "nearest neighbour; rhvae has its own metric", Least = 0)]
    double Reach = 0) : Sampler, ISettling<Sampler>
{
    private static readonly OptionSet<ManifoldSampler> Declared = new(() => new ManifoldSampler());

    internal static readonly SamplerKind Kind = new()
    {
        Summary = "The uniform distribution with respect to the metric of the latent space, sampled by Hamiltonian Monte Carlo.",
        Codes = "Gaussians without flows, or with those of rhvae",
        Parameters = [.. Declared.Parameters],
        Create = Declared.Read,
    };

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        foreach (var violation in Declared.Violations(this)) yield return violation;
        if (blueprint.CodeKind is not GaussianSpec)
            yield return $"The sampler '{What(Name)}' builds a metric from Gaussian posteriors, but the codes of the model '{Got(blueprint.Model)}' are not " +
                $"Gaussian; use {Allowed("another sampler")}.";
        else if (blueprint.Flows.Any(flow => flow is not RiemannianHamiltonian))
            yield return $"The sampler '{What(Name)}' builds a metric from the encoder's Gaussians, but the model '{Got(blueprint.Model)}' transforms draws " +
                $"from them by flows; use {Allowed("another sampler")}.";
    }

    /// <inheritdoc/>
    public override bool NeedsExamples(Blueprint blueprint) => blueprint.Flows.Count == 0;

    Sampler ISettling<Sampler>.Settle(CompanionFit fit) =>
        NeedsExamples(fit.Model.Blueprint) ? this with { Anchors = Math.Min(Anchors, fit.Examples.Count) } : this;

    internal override SamplerModule Build(Blueprint blueprint, Generator random) =>
        new Module(this, NeedsExamples(blueprint) ? Anchors : 0, blueprint.Networks.Latent);

    private sealed class Module : SamplerModule
    {
        private const int Chains = 64;
        private const int Adaptations = 80;
        private const double WantedAcceptance = 0.8;
        private const ulong AdaptationDraws = 2;

        // A dimension is unused if the variance of its means is less than this fraction of that of its posteriors.
        private const double LeastUse = 0.01;
        private readonly ManifoldSampler spec;
        private readonly Tensor centres;
        private readonly Tensor precisions;
        private readonly Tensor used;
        private readonly Tensor reach;
        private readonly Tensor scale;

        public Module(ManifoldSampler spec, int anchors, int latent)
            : base(nameof(ManifoldSampler))
        {
            this.spec = spec;
            WeightLimit.Claim(anchors, latent);
            centres = zeros(anchors, latent, dtype: ScalarType.Float32);
            precisions = ones(anchors, latent, dtype: ScalarType.Float32);
            used = ones(latent, dtype: ScalarType.Float32);
            reach = ones(1, dtype: ScalarType.Float32);
            scale = full(1, 0.1, dtype: ScalarType.Float32);
            register_buffer("scale", scale);
            if (anchors == 0) return;
            register_buffer("centres", centres);
            register_buffer("precisions", precisions);
            register_buffer("used", used);
            register_buffer("reach", reach);
        }

        public override void Fit(CompanionFit fit)
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            if (centres.shape[0] > 0) Anchor(fit);
            Adapt(fit);
        }

        public override Tensor Draw(int count, Generator random, Autoencoder model, WorkControl control)
        {
            var target = Target(model);
            var chains = Chain(target, scale);
            return RowBlocks.Fill(count, model.Latent, control, (_, rows) =>
            {
                var anchors = Choose(target, rows, random);
                var place = target.Centres.index_select(0, anchors);
                for (var i = 0; i < spec.Moves; i++)
                {
                    control.ThrowIfCancelled();
                    var next = chains.Move(place, random).Place;
                    place.Dispose();
                    place = next;
                }

                return centres.shape[0] > 0 ? Whole(place, anchors, random) : place;
            });
        }

        /// <summary>
        /// Latent vectors from positions in the used dimensions; the others come from the posterior of the anchor that each chain started from.
        /// </summary>
        private Tensor Whole(Tensor place, Tensor anchors, Generator random)
        {
            var (mean, precision) = (Exact(centres.index_select(0, anchors)), Exact(precisions.index_select(0, anchors)));
            var noise = randn(mean.shape, dtype: ScalarType.Float64, generator: random);
            return (mean + (noise * precision.rsqrt())).index_copy_(1, Used, place);
        }

        /// <summary>The dimensions that the metric covers: [used] of int64.</summary>
        private Tensor Used => used.nonzero().squeeze(1);

        private void Anchor(CompanionFit fit)
        {
            var order = Numerics.Randomness.Permutation(fit.Examples.Count, fit.Seed, Numerics.RandomPurpose.StartingExamples);
            using var reader = new BatchReader(fit.Examples, (int)centres.shape[0]);
            var code = (GaussianCode)fit.Model.Read(reader.Read(order.AsSpan(0, (int)centres.shape[0])));
            centres.copy_(code.Mean);
            precisions.copy_((-code.LogVariance).exp());
            used.copy_(centres.var(0, unbiased: false).gt(precisions.reciprocal().mean([0L]) * LeastUse));
            reach.fill_(spec.Reach > 0 ? spec.Reach : PosteriorVolume.ReachOf(InUse(centres), InUse(precisions)));
        }

        /// <summary>Finds the step size at which four in five moves are accepted, by stochastic approximation (H. Robbins and S. Monro, 1951).</summary>
        private void Adapt(CompanionFit fit)
        {
            using var random = fit.Generator(AdaptationDraws);
            var target = Target(fit.Model);
            var place = target.Centres.index_select(0, Choose(target, Chains, random));
            var (log, mean) = (Math.Log(0.1), 0.0);
            for (var i = 1; i <= Adaptations; i++)
            {
                fit.ThrowIfCancelled();
                (place, var accepted) = Chain(target, tensor(Math.Exp(log))).Move(place, random);
                log += (accepted - WantedAcceptance) / Math.Sqrt(i);

                // The average of the second half is more stable than the last value.
                if (i > Adaptations / 2) mean += log / (Adaptations - (Adaptations / 2));
            }

            scale.fill_(Math.Exp(mean));
        }

        private IVolume Target(Autoencoder model) => centres.shape[0] > 0
            ? new PosteriorVolume(InUse(centres), InUse(precisions), reach.item<float>(), spec.Floor)
            : new LearntVolume(model.Modules.Flows.OfType<ILearntMetric>().First().Metric(model).InDoublePrecision());

        private HamiltonianMonteCarlo Chain(IVolume target, Tensor size) => new(target, target.Lengths * size.to_type(ScalarType.Float64), spec.Leapfrogs);

        /// <summary>The anchors that chains start from: [count] of int64.</summary>
        private static Tensor Choose(IVolume target, int count, Generator random) =>
            randint(target.Centres.shape[0], [count], dtype: ScalarType.Int64, generator: random);

        private Tensor InUse(Tensor anchors) => Exact(anchors.index_select(1, Used));

        private static Tensor Exact(Tensor values) => values.to_type(ScalarType.Float64);
    }
}
