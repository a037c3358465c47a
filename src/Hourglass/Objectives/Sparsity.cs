using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// An L1 penalty on the code, rate * sum |z|: in nats, the negative logarithm of a Laplace prior of scale 1 / rate, less its constant.
/// </summary>
/// <param name="Rate">Nats per unit of activity; above 0.</param>
public sealed record Sparsity(double Rate) : ObjectiveTerm, IObjectiveTerm<PointCode>
{
    /// <inheritdoc/>
    public override string Metric => "sparsity_nats";

    /// <inheritdoc/>
    public override bool IsPerExample => true;

    ObjectiveTerm IObjectiveTerm<PointCode>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(PointCode code, Pass pass) => code.Location.abs().sum(1) * Rate;
}
