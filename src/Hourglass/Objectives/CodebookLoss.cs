using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// The squared distance from the encoder's output, held fixed, to each stage of its quantisation, summed: moves the chosen entries of the
/// codebooks (van den Oord et al. 2017, the second term of equation 3). Its weight is in nats per unit square.
/// </summary>
public sealed record CodebookLoss : ObjectiveTerm, IObjectiveTerm<QuantizedCode>
{
    /// <inheritdoc/>
    public override string Metric => "codebook_nats";

    /// <inheritdoc/>
    public override bool IsPerExample => true;

    ObjectiveTerm IObjectiveTerm<QuantizedCode>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(QuantizedCode code, Pass pass) => (code.Encoded.detach() - code.Stages).square().sum([0L, 2L]);
}
