using Hourglass.Flows;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// Hamiltonian Monte Carlo (R. M. Neal, "MCMC using Hamiltonian dynamics", 2011, section 5.3) on a <see cref="IVolume"/>, with its support truncated
/// where no anchor's weight reaches <see cref="LeastCloseness"/>: without a bound the density could not be normalised.
/// </summary>
/// <param name="target">The density.</param>
/// <param name="step">Step sizes of a leapfrog step: [latent].</param>
/// <param name="leapfrogs">Leapfrog steps per move; at least 1.</param>
internal sealed class HamiltonianMonteCarlo(IVolume target, Tensor step, int leapfrogs)
{
    /// <summary>The weight of the nearest anchor at the boundary of the support: at twice its reach.</summary>
    public static readonly double LeastCloseness = Math.Exp(-4);

    // Step sizes vary by this factor, so that no orbit repeatedly returns to its own start.
    private const double Jitter = 0.2;

    /// <summary>One move of every chain, and the fraction of accepted moves.</summary>
    /// <param name="place">Positions of the chains, within the support: [chains, latent].</param>
    /// <param name="random">Draws momenta and decisions.</param>
    public (Tensor Place, double Accepted) Move(Tensor place, Generator random)
    {
        using var scope = NewDisposeScope();
        var momentum = randn(place.shape, dtype: place.dtype, generator: random);
        var length = step * (1 - Jitter + (2 * Jitter * rand(1, dtype: place.dtype, generator: random)));
        var state = new Leapfrog(place, momentum, target.Force(place));
        for (var i = 0; i < leapfrogs; i++) state = state.Step(length, target.Force);
        var gain = LogDensity(state.Place) - LogDensity(place) + ((momentum.square() - state.Momentum.square()).sum(1) * 0.5);
        var accepted = gain.gt(rand(place.shape[0], dtype: place.dtype, generator: random).log()).unsqueeze(1);
        return (where(accepted, state.Place, place).MoveToOuterDisposeScope(), accepted.to_type(ScalarType.Float64).mean().item<double>());
    }

    /// <summary>The logarithm of the density, minus infinity outside of its support: [rows].</summary>
    public Tensor LogDensity(Tensor place)
    {
        var (log, closeness) = target.At(place);
        return where(closeness.amax([1L]).ge(LeastCloseness), log, full_like(log, double.NegativeInfinity));
    }
}
