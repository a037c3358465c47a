using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// The divergence of each unit's mean activity over the batch, r_j, from a target rho, summed over the units of a sigmoid code:
/// sum_j rho log(rho / r_j) + (1 - rho) log((1 - rho) / (1 - r_j)) in nats (Ng 2011; Lee, Ekanadham &amp; Ng 2008 use the squared difference instead). The
/// encoder's output is read as the logits of the activities. It is one value for the whole batch, repeated for each row.
/// </summary>
/// <param name="Rho">The target, between 0 and 1.</param>
public sealed record ActivityKl(double Rho) : ObjectiveTerm, IObjectiveTerm<PointCode>
{
    /// <inheritdoc/>
    public override string Metric => "activity_kl_nats";

    ObjectiveTerm IObjectiveTerm<PointCode>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(PointCode code, Pass pass)
    {
        // The logarithms of both means from the logits, exact where the sigmoid is 0 or 1 in 32 bits.
        var logits = code.Encoded;
        var rows = logits.shape[0];
        var on = (-(-logits).softplus()).logsumexp(0) - Math.Log(rows);
        var off = (-logits.softplus()).logsumexp(0) - Math.Log(rows);
        var entropy = (Rho * Math.Log(Rho)) + ((1 - Rho) * Math.Log(1 - Rho));
        return (entropy - (on * Rho) - (off * (1 - Rho))).sum().expand(rows);
    }
}
