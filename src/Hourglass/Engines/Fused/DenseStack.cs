using Hourglass.Kernels.Elementwise;
using Linear = TorchSharp.Modules.Linear;
using static TorchSharp.torch;

namespace Hourglass.Engines.Fused;

/// <summary>Adds dense layers to a plan: forward operations in order, and backward ones to be taken from the top.</summary>
internal sealed class DenseStack(IReadOnlyDictionary<string, ParameterMemory> parameters, BatchSize batch, int workers, List<Operation> forward, Stack<Operation> backward)
{
    /// <summary>Adds a body that <paramref name="spec"/> built.</summary>
    /// <param name="name">The body's name in the model.</param>
    /// <param name="body">The body.</param>
    /// <param name="spec">Tells the activation.</param>
    /// <param name="input">What goes in.</param>
    /// <param name="last">The activation behind the last layer.</param>
    /// <returns>What comes out.</returns>
    public Signal Add(string name, nn.Module<Tensor, Tensor> body, DenseSpec spec, Signal input, Activation last = Activation.Linear)
    {
        string[] layers = [.. body.named_children().Where(child => child.module is Linear).Select(child => child.name)];
        for (var i = 0; i < layers.Length; i++)
            input = Add($"{name}.{layers[i]}", input, i < layers.Length - 1 ? spec.Activation : last);
        return input;
    }

    private Signal Add(string name, Signal input, Activation activation)
    {
        var (weight, bias) = (parameters[$"{name}.weight"], parameters[$"{name}.bias"]);
        var output = new Signal($"{name} out", bias.Length, batch, input.Each);
        output.WantGradient();
        var kernel = KernelOf(activation);
        if (kernel is { NeedsInput: true }) output.KeepInput();
        if (input.WantRows()) forward.Add(new RowsOf(input));
        forward.Add(new DenseLayer(input, output, weight, bias, kernel, activation.ToString().ToLowerInvariant()));
        backward.Push(new DenseGradient(input, output, weight, bias, workers));
        if (kernel is not null) backward.Push(new ActivationGradient(output, kernel));
        return output;
    }

    private static ActivationKernel? KernelOf(Activation activation) => activation switch
    {
        Activation.Relu => ActivationKernel.Of<Relu>(),
        Activation.LeakyRelu => ActivationKernel.Of<LeakyRelu>(),
        Activation.Elu => ActivationKernel.Of<Elu>(),
        Activation.Gelu => ActivationKernel.Of<Gelu>(),
        Activation.Silu => ActivationKernel.Of<Silu>(),
        Activation.Softplus => ActivationKernel.Of<Softplus>(),
        Activation.Tanh => ActivationKernel.Of<Tanh>(),
        Activation.Sigmoid => ActivationKernel.Of<Sigmoid>(),
        _ => null,
    };
}
