using System.Runtime.InteropServices;
using Hourglass.Codes;
using Hourglass.Layers;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.OnnxBaseline;

namespace Hourglass.SpeedBench;

/// <summary>The forward half of a timed model as an ONNX graph with the same weights: dense and convolutional layers with ReLU.</summary>
internal static class OnnxExport
{
    /// <summary>From examples to the means of their codes.</summary>
    public static OnnxGraph Encoder(Autoencoder model)
    {
        var graph = new OnnxGraph(model.Shape.Size);
        var layers = model.Modules.Layers.Encoder!;

        // The means of Gaussian codes stand before all else.
        if (model.Blueprint.CodeKind is GaussianSpec && layers[^1] is Dense last)
            layers = [.. layers.Take(layers.Count - 1), last with { Outputs = model.Latent }];
        Add(graph, layers, model, "encoder");
        return graph;
    }

    /// <summary>From examples to the means of their reconstructions.</summary>
    public static OnnxGraph Reconstruction(Autoencoder model)
    {
        var graph = Encoder(model);
        Add(graph, model.Modules.Layers.Decoder!, model, "decoder");
        return model.Blueprint.Loss.Link == LinkFunction.Logit ? graph.Elementwise("Sigmoid") : graph;
    }

    private static void Add(OnnxGraph graph, ValueList<Layer> layers, Autoencoder model, string part)
    {
        foreach (var layer in layers)
        {
            switch (layer)
            {
                case Dense dense:
                    graph.Dense(Numbers(dense.Weight)[..(dense.Outputs * dense.Inputs)], Numbers(dense.Bias!)[..dense.Outputs]);
                    break;
                case Convolution conv:
                    graph.Convolution(Numbers(conv.Weight), Numbers(conv.Bias!), conv.From.Channels, conv.Kernel, conv.Stride);
                    break;
                case TransposedConvolution conv:
                    graph.TransposedConvolution(Numbers(conv.Weight), Numbers(conv.Bias!), conv.From.Channels, conv.Kernel, conv.Further.Rows,
                        conv.Further.Columns);
                    break;
                case Nonlinearity { Function: Activation.Relu }:
                    graph.Elementwise("Relu");
                    break;
                case MaxPooling:
                    graph.Pool();
                    break;
                case ToPictures { Shape: var (channels, height, width) }:
                    graph.ToPictures(channels, height, width);
                    break;
                case ToRows:
                    graph.ToRows();
                    break;
                default:
                    throw new HourglassException($"The layer '{layer.Name}' of the benchmark has no operator of ONNX here; " +
                        "time a model of dense and convolutional layers with ReLU.");
            }
        }

        ReadOnlySpan<float> Numbers(string name) => MemoryMarshal.Cast<byte, float>(model.Modules.get_parameter($"{part}.{name}")!.bytes);
    }
}
