using System.Runtime.InteropServices;
using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.OnnxBaseline;
using static TorchSharp.torch;
using Conv2d = TorchSharp.Modules.Conv2d;
using Linear = TorchSharp.Modules.Linear;
using MaxPool2d = TorchSharp.Modules.MaxPool2d;
using ReLU = TorchSharp.Modules.ReLU;

namespace Hourglass.SpeedBench;

/// <summary>The forward half of a timed model as an ONNX graph with the same weights: dense and convolutional layers with ReLU.</summary>
internal static class OnnxExport
{
    /// <summary>From examples to the means of their codes.</summary>
    public static OnnxGraph Encoder(Autoencoder model)
    {
        var graph = new OnnxGraph(model.Shape.Size);
        var means = model.Blueprint.CodeKind is GaussianSpec ? model.Latent : int.MaxValue;
        Add(graph, model.Modules.Encoder, [model.Shape], means);
        return graph;
    }

    /// <summary>From examples to the means of their reconstructions.</summary>
    public static OnnxGraph Reconstruction(Autoencoder model)
    {
        var graph = Encoder(model);
        Add(graph, model.Modules.Decoder, Levels(model), int.MaxValue);
        return model.Blueprint.Loss is Bernoulli ? graph.Elementwise("Sigmoid") : graph;
    }

    /// <summary>The pictures that a decoder goes through, from the smallest.</summary>
    private static DataShape[] Levels(Autoencoder model)
    {
        if (model.Blueprint.Networks.Decoder is not ConvSpec conv) return [model.Shape];
        List<DataShape> levels = [model.Shape];
        foreach (var channels in conv.Channels) levels.Insert(0, new DataShape(channels, (levels[0].Height + 1) / 2, (levels[0].Width + 1) / 2));
        return [.. levels];
    }

    private static void Add(OnnxGraph graph, nn.Module<Tensor, Tensor> body, DataShape[] levels, int outputsOfLast)
    {
        var last = body.children().Last();
        var (level, channels) = (0, levels[0].Channels);
        foreach (var (name, layer) in body.named_children())
        {
            switch (layer)
            {
                case Linear linear:
                    var outputs = linear == last ? Math.Min(outputsOfLast, (int)linear.out_features) : (int)linear.out_features;
                    graph.Dense(Numbers(linear.weight!)[..(outputs * (int)linear.in_features)], Numbers(linear.bias!)[..outputs]);
                    break;
                case Conv2d conv:
                    graph.Convolution(Numbers(conv.weight), Numbers(conv.bias!), channels, (int)conv.weight.shape[2], (int)conv.stride[0]);
                    channels = (int)conv.weight.shape[0];
                    break;
                case TransposedConvolution conv:
                    var (from, to) = (levels[level], levels[++level]);
                    graph.TransposedConvolution(Numbers(conv.Weight), Numbers(conv.Bias!), channels, (int)conv.Weight.shape[2], to.Height - (2 * from.Height) + 1, to.Width - (2 * from.Width) + 1);
                    channels = (int)conv.Weight.shape[1];
                    break;
                case ReLU:
                    graph.Elementwise("Relu");
                    break;
                case MaxPool2d:
                    graph.Pool();
                    break;
                case ToPictures:
                    graph.ToPictures(levels[0].Channels, levels[0].Height, levels[0].Width);
                    break;
                case TorchSharp.Modules.Flatten:
                    graph.ToRows();
                    break;
                default:
                    throw new HourglassException($"The layer '{name}' of the benchmark has no operator of ONNX here; time a model of dense and convolutional layers with ReLU.");
            }
        }
    }

    private static ReadOnlySpan<float> Numbers(Tensor parameter) => MemoryMarshal.Cast<byte, float>(parameter.bytes);
}
