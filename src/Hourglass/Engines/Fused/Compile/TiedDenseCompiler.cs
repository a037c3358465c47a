using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds <see cref="TiedDense"/> layers.</summary>
internal sealed class TiedDenseCompiler : LayerCompiler<TiedDense>
{
    /// <inheritdoc/>
    public override bool TakesActivation => true;

    /// <inheritdoc/>
    protected override SignalOrMaps Add(TiedDense layer, string part, SignalOrMaps input, Activation activation, BodyCompiler body)
    {
        var (parts, rows) = (body.Parts, input.Signal);
        var (weight, bias) = (body.Tensors[$"encoder.{layer.Source.Weight}"], body.Tensors[$"{part}.{layer.Bias}"]);
        var kernel = BodyCompiler.KernelOf(activation);
        var output = body.Output($"{bias.Name} out", bias.Length, 1, kernel);
        output.WantRows();
        parts.Forward(new TiedLayer(rows, output, weight, bias, kernel));
        var gradient = parts.Backward(new TiedGradient(rows, output, weight, bias));
        parts.Backward(new RowsOf(output, gradient: true));
        if (kernel is not null) parts.Backward(new ActivationGradient(output, kernel));
        parts.Closing(new TiedWeightGradient(gradient, weight));
        return new SignalOrMaps(output, null, body.Batch);
    }
}
