using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>-log p(x|z) of the clean example under the decoder's distribution, in nats.</summary>
public sealed record Reconstruction : ObjectiveTerm, IObjectiveTerm<Code>
{
    /// <inheritdoc/>
    public override string Metric => "reconstruction_nats";

    /// <inheritdoc/>
    public override bool IsPerExample => true;

    ObjectiveTerm IObjectiveTerm<Code>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(Code code, Pass pass) => -pass.LogLikelihood;
}
