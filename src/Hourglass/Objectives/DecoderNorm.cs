using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// rate * ||theta||^2 over all weights and biases theta of the decoder (Ghosh et al. 2020). It is one value for the
/// whole batch, repeated for each row.
/// </summary>
/// <param name="Rate">Nats per unit of the squared norm; above 0.</param>
public sealed record DecoderNorm(double Rate) : ObjectiveTerm, IObjectiveTerm<Code>
{
    /// <inheritdoc/>
    public override string Metric => "decoder_norm_nats";

    /// <inheritdoc/>
    public override bool IsPerExample => true;

    ObjectiveTerm IObjectiveTerm<Code>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(Code code, Pass pass)
    {
        var norm = pass.Model.Modules.Decoder.parameters().Select(weights => weights.square().sum()).Aggregate((a, b) => a + b);
        return (norm * Rate).expand(pass.Latent.shape[0]);
    }
}
