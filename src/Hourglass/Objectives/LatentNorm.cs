using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// rate / 2 * ||z||^2 of each code (Ghosh et al. 2020): in nats, the negative logarithm of a normal density of variance
/// 1 / rate, less its constant.
/// </summary>
/// <param name="Rate">Nats per unit of half the squared norm; above 0.</param>
public sealed record LatentNorm(double Rate) : ObjectiveTerm, IObjectiveTerm<PointCode>
{
    /// <inheritdoc/>
    public override string Metric => "latent_norm_nats";

    /// <inheritdoc/>
    public override bool IsPerExample => true;

    ObjectiveTerm IObjectiveTerm<PointCode>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(PointCode code, Pass pass) => code.Location.square().sum(1) * (Rate / 2);
}
