using Hourglass.Codes;
using Hourglass.Schedules;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// |KL - C|, the distance of the batch's mean KL from a capacity C that changes during training (C. P. Burgess, I. Higgins, A. Pal,
/// L. Matthey, N. Watters, G. Desjardins and A. Lerchner, "Understanding disentangling in beta-VAE", 2018, equation 8). Its weight is gamma.
/// </summary>
/// <param name="Capacity">C in nats.</param>
public sealed record KlCapacity(Schedule Capacity) : ObjectiveTerm, IObjectiveTerm<DistributionCode>
{
    /// <inheritdoc/>
    public override string Metric => "kl_off_capacity_nats";

    ObjectiveTerm IObjectiveTerm<DistributionCode>.Spec => this;

    /// <summary>The distance, the same for each row: [rows].</summary>
    public Tensor Evaluate(DistributionCode code, Pass pass)
    {
        var divergence = new Kl().Evaluate(code, pass);
        return (divergence.mean() - Capacity.At(pass.Moment.Epoch)).abs().expand(divergence.shape);
    }
}
