using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Convolution;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>The operations of a convolution between small and large feature maps, in either direction.</summary>
internal static class ConvolutionOperations
{
    /// <summary>Adds the forward half.</summary>
    /// <param name="body">The body that it is added to.</param>
    /// <param name="pass">The direction.</param>
    /// <param name="layer">Reads and writes the maps.</param>
    /// <param name="weight">The kernels.</param>
    public static void Forward(BodyCompiler body, ConvolutionPass pass, ConvolutionLayer layer, ParameterMemory weight)
    {
        body.Parts.Forward(new PackKernels(pass, weight, body.Batch));
        body.Parts.Forward(layer);
    }

    /// <summary>Adds the backward half.</summary>
    /// <param name="body">The body that it is added to; it learns.</param>
    /// <param name="before">The gradient of the input; null if it is not needed.</param>
    /// <param name="pass">Its direction.</param>
    /// <param name="weight">The kernels.</param>
    /// <param name="gradients">The gradient of the kernels.</param>
    /// <param name="small">The name of the small maps, for descriptions.</param>
    public static void Backward(BodyCompiler body, ConvolutionGradient? before, ConvolutionPass pass, ParameterMemory weight, KernelGradients gradients,
        string small)
    {
        if (before is not null)
        {
            body.Parts.Backward(before);
            body.Parts.Backward(new PackKernels(pass, weight, body.Batch));
        }

        body.Parts.Backward(gradients);
        if (gradients.Products is not null) body.Parts.Backward(new ChannelsLastCopy(gradients, small));
    }

    /// <summary>Describes the forward half.</summary>
    public static string Describe(FeatureMaps input, FeatureMaps output, Activation activation, string kernels)
    {
        var sum = $"{kernels} * {input.Name} + bias";
        return $"{output.Name} = {(activation == Activation.Linear ? sum : $"{activation.ToString().ToLowerInvariant()}({sum})")}";
    }
}
