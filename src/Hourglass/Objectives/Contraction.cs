using Hourglass.Codes;
using Hourglass.Layers;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// rate * ||dz/dx||_F^2 at each example: keeps the code from changing much with the input (Rifai et al. 2011). In closed form for
/// a one-layer encoder, sum_j f'(a_j)^2 ||W_j||^2 with f the code's activation; else an unbiased estimate from one
/// backward pass.
/// </summary>
/// <param name="Rate">Nats per unit of the Jacobian's squared norm; above 0.</param>
[Cites("hutchinson1990", "M. F. Hutchinson", "A stochastic estimator of the trace of the influence matrix for Laplacian smoothing splines",
    "Communications in Statistics 19", 1990)]
public sealed record Contraction(double Rate) : ObjectiveTerm, IObjectiveTerm<PointCode>, IOneExampleAtATime
{
    /// <inheritdoc/>
    public override string Metric => "contraction_nats";

    /// <inheritdoc/>
    public override bool IsPerExample => true;

    ObjectiveTerm IObjectiveTerm<PointCode>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(PointCode code, Pass pass)
    {
        var (model, input) = (pass.Model, pass.Input);
        var norm = model.Blueprint.CodeKind is PointSpec kind && model.Modules.Layers.Encoder is [Dense only]
            ? Exact(code, kind, model, only)
            : JacobianNorm.Estimate(rows => model.Read(input with { Rows = rows }, pass.Moment.Epoch).Location, input.Rows, pass.Random);
        return norm * Rate;
    }

    private static Tensor Exact(PointCode code, PointSpec kind, Autoencoder model, Dense layer)
    {
        // The condition is not part of x.
        var weight = model.Modules.Encoder.get_parameter(layer.Weight)!.narrow(1, 0, model.Shape.Size);
        var slopes = JacobianNorm.Derivative(x => kind.Activation.Apply(x), code.Encoded);
        return slopes.square().mv(weight.square().sum([1L]));
    }
}
