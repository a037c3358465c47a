using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>
/// Momenta start scaled by 1/sqrt(b_0) and are slowed down after each of K steps so that 1/sqrt(b_k) falls to 1 with k^2:
/// 1/sqrt(b_k) = (1 - 1/sqrt(b_0)) k^2 / K^2 + 1/sqrt(b_0) (A. L. Caterini, A. Doucet and D. Sejdinovic, "Hamiltonian variational
/// auto-encoder", NIPS 2018, section 3.2). The factors multiply to 1, so tempering leaves the volume as it is.
/// </summary>
internal sealed class Tempering : nn.Module
{
    private const double Start = 0.3;
    private readonly Parameter logit;

    public Tempering()
        : base(nameof(Tempering))
    {
        logit = nn.Parameter(full(1, Math.Log(Start / (1 - Start)), dtype: ScalarType.Float32));
        register_parameter("logit", logit);
    }

    /// <summary>Takes tempered steps.</summary>
    /// <param name="steps">How many.</param>
    /// <param name="start">The start, with the momentum as drawn.</param>
    /// <param name="step">One step without tempering.</param>
    public Leapfrog Run(int steps, Leapfrog start, Func<Leapfrog, Leapfrog> step)
    {
        var factors = Factors(steps);
        var state = start with { Momentum = start.Momentum * factors[0] };
        foreach (var factor in factors.Skip(1))
        {
            state = step(state);
            state = state with { Momentum = state.Momentum * factor };
        }

        return state;
    }

    /// <summary>Factors of the momenta at the start and after each step: steps + 1 scalars.</summary>
    public Tensor[] Factors(int steps)
    {
        var first = logit.sigmoid().rsqrt();
        var speeds = Enumerable.Range(0, steps + 1).Select(k => first + ((1 - first) * ((double)(k * k) / (steps * steps)))).ToArray();
        return [first, .. Enumerable.Range(1, steps).Select(k => speeds[k] / speeds[k - 1])];
    }
}
