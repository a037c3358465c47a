using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>A position and a momentum in Hamiltonian dynamics, with the force and the metric at the position.</summary>
/// <param name="Place">[rows, latent].</param>
/// <param name="Momentum">[rows, latent].</param>
/// <param name="Force">-grad U at the place: [rows, latent].</param>
/// <param name="Metric">The metric at the place; null in a flat space, or if it has not been computed yet.</param>
internal sealed record Leapfrog(Tensor Place, Tensor Momentum, Tensor Force, MetricAt? Metric = null)
{
    /// <summary>The maximum number of steps of a flow.</summary>
    public const int MostSteps = 1000;

    /// <summary>The meaning of the option.</summary>
    public const string StepsMeaning = "leapfrog steps from the sample of the encoder";

    /// <summary>
    /// One leapfrog step for the energy U(z) + |p|^2 / 2: half a kick, a drift, half a kick. It preserves volume and is its own inverse
    /// when the momentum is negated (R. M. Neal, "MCMC using Hamiltonian dynamics", 2011, equations 2.28 to 2.30).
    /// </summary>
    /// <param name="step">Step size: [latent].</param>
    /// <param name="forceAt">Gives -grad U at a position.</param>
    public Leapfrog Step(Tensor step, Func<Tensor, Tensor> forceAt)
    {
        var kicked = Momentum + (step * 0.5 * Force);
        var place = Place + (step * kicked);
        var force = forceAt(place);
        return new Leapfrog(place, kicked + (step * 0.5 * force), force);
    }

    /// <summary>
    /// One step of the generalised leapfrog for U(z) + 1/2 log det G(z) + 1/2 p' G^-1(z) p; its two implicit equations are solved by fixed-point
    /// iteration (M. Girolami and B. Calderhead, "Riemann manifold Langevin and Hamiltonian Monte Carlo methods", 2011, equations 16 to 18).
    /// Volume is preserved up to the accuracy of their solution.
    /// </summary>
    /// <param name="step">Step size: [latent].</param>
    /// <param name="forceAt">Gives -grad U at a position.</param>
    /// <param name="metric">G^-1.</param>
    /// <param name="iterations">Fixed-point iterations of each implicit equation; at least 1.</param>
    public Leapfrog Step(Tensor step, Func<Tensor, Tensor> forceAt, LearntMetric metric, int iterations)
    {
        var half = step * 0.5;
        var here = Metric ?? metric.At(Place);
        var kicked = Momentum;
        for (var i = 0; i < iterations; i++) kicked = Momentum + (half * (Force - here.Slope(kicked)));
        var velocity = here.Velocity(kicked);
        var place = Place;
        for (var i = 0; i < iterations; i++) place = Place + (half * (velocity + metric.At(place).Velocity(kicked)));
        var (force, there) = (forceAt(place), metric.At(place));
        return new Leapfrog(place, kicked + (half * (force - there.Slope(kicked))), force, there);
    }
}
