using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using static TorchSharp.torch;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds a decoder whose weights are a dense encoder's, transposed.</summary>
internal sealed class TiedCompiler(IReadOnlyDictionary<string, ParameterMemory> parameters, BatchSize batch, PlanParts parts)
{
    /// <summary>Adds the decoder.</summary>
    /// <param name="encoder">Whose weights it borrows.</param>
    /// <param name="spec">Its description.</param>
    /// <param name="code">What goes in.</param>
    /// <returns>What comes out.</returns>
    public Signal Decoder(nn.Module<Tensor, Tensor> encoder, TiedSpec spec, Signal code)
    {
        var names = LayerCompiler.Layers<TorchSharp.Modules.Linear>(encoder);
        for (var i = 0; i < names.Length; i++)
            code = Layer(code, parameters[$"encoder.{names[^(i + 1)]}.weight"], parameters[$"decoder.bias{i + 1}"], i < names.Length - 1 ? spec.Activation : Activation.Linear);
        return code;
    }

    private Signal Layer(Signal input, ParameterMemory weight, ParameterMemory bias, Activation activation)
    {
        var output = new Signal($"{bias.Name} out", bias.Length, batch);
        output.WantGradient();
        output.WantRows();
        var kernel = LayerCompiler.KernelOf(activation);
        if (kernel is { NeedsInput: true }) output.KeepInput();
        parts.Forward(new TiedLayer(input, output, weight, bias, kernel));
        var gradient = parts.Backward(new TiedGradient(input, output, weight, bias));
        parts.Backward(new RowsOf(output, gradient: true));
        if (kernel is not null) parts.Backward(new ActivationGradient(output, kernel));
        parts.Closing(new TiedWeightGradient(gradient, weight));
        return output;
    }
}
