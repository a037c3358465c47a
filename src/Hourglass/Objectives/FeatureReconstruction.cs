using Hourglass.Codes;
using Hourglass.Critics;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// -log N(f(x); f(x'), s^2 I), which compares the reconstruction x' with the example by the critic's features f instead of by the data's own
/// (A. B. L. Larsen, S. K. Sonderby, H. Larochelle and O. Winther, "Autoencoding beyond pixels using a learned similarity metric",
/// ICML 2016, equations 7 and 8). The features are first divided by their root mean square over the batch's examples, so that the term
/// does not grow with them while the critic learns.
/// </summary>
/// <param name="Deviation">s, in units of that root mean square; above 0.</param>
public sealed record FeatureReconstruction(double Deviation) : ObjectiveTerm, IObjectiveTerm<Code>, IDemandingTerm, IOneOutput
{
    /// <inheritdoc/>
    public override string Metric => "feature_reconstruction_nats";

    ObjectiveTerm IObjectiveTerm<Code>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(Code code, Pass pass)
    {
        var view = CriticView.Of(pass);
        var variance = Deviation * Deviation;
        var scale = view.Real.detach().square().mean().clamp_min(1e-12);
        return (((view.Real - view.Made[0]).square() / (scale * variance)) + Math.Log(2 * Math.PI * variance)).sum(1) * 0.5;
    }

    IEnumerable<MessageText> IDemandingTerm.Violations(Blueprint blueprint) => CriticView.Violations(blueprint, CriticInput.Example);
}
