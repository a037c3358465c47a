using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// The squared distance from the encoder's output to each stage of its quantisation, held fixed, summed: keeps the encoder near the entries
/// it chose (van den Oord et al. 2017, the third term of equation 3; Lee et al. 2022, equation 8). Its weight is in nats per unit square.
/// </summary>
public sealed record Commitment : ObjectiveTerm, IObjectiveTerm<QuantizedCode>
{
    /// <inheritdoc/>
    public override string Metric => "commitment_nats";

    /// <inheritdoc/>
    public override bool IsPerExample => true;

    ObjectiveTerm IObjectiveTerm<QuantizedCode>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(QuantizedCode code, Pass pass) => (code.Encoded - code.Stages.detach()).square().sum([0L, 2L]);
}
