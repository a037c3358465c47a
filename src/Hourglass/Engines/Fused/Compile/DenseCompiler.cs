using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Engines.Fused.Terms;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds <see cref="Dense"/> layers.</summary>
internal sealed class DenseCompiler : LayerCompiler<Dense>
{
    // Minimum number of outputs for which skipping inputs that are 0 in whole panels pays off.
    private const int WorthLooking = 64;

    /// <inheritdoc/>
    public override bool Infers => true;

    /// <inheritdoc/>
    public override bool TakesActivation => true;

    /// <inheritdoc/>
    protected override SignalOrMaps Add(Dense layer, string part, SignalOrMaps input, Activation activation, BodyCompiler body) =>
        new(Add(layer, part, input.Signal, activation, body), null, body.Batch);

    private static Signal Add(Dense layer, string part, Signal input, Activation activation, BodyCompiler body)
    {
        var (parts, learns) = (body.Parts, body.Parts.Learns);
        var (weight, bias) = (body.Tensors[$"{part}.{layer.Weight}"], body.Tensors.BiasOf(part, layer, layer.Outputs));
        var kernel = BodyCompiler.KernelOf(activation);
        var output = body.Output($"{part}.{layer.Name} out", layer.Outputs, input.Each, kernel);
        if (layer.Outputs >= WorthLooking) input.WantNonZero(learns);
        if (learns && input.WantRows()) parts.Forward(new RowsOf(input));
        parts.Forward(new DenseLayer(input, output, weight, bias, kernel,
            activation == Activation.Linear ? null : activation.ToString().ToLowerInvariant()));
        if (!learns) return output;
        var before = input.HasGradient ? new DenseInputGradient(input, output, weight) : null;
        parts.Backward(new DenseGradient(input, output, weight, bias, body.Weights is null ? before : null));
        if (body.Weights is not null)
        {
            parts.Backward(new ScaledRows(output, body.Weights));
            if (before is not null) parts.Backward(before);
        }

        if (kernel is not null) parts.Backward(new ActivationGradient(output, kernel));
        return output;
    }
}
