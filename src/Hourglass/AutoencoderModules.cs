using Hourglass.Priors;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>The weights of an autoencoder under their stable names: <c>encoder.*</c>, <c>decoder.*</c>, <c>prior.*</c>.</summary>
internal sealed class AutoencoderModules : nn.Module
{
    public AutoencoderModules(nn.Module<Tensor, Tensor> encoder, nn.Module<Tensor, Tensor> decoder, PriorModule prior)
        : base("autoencoder")
    {
        Encoder = encoder;
        Decoder = decoder;
        Prior = prior;
        register_module("encoder", encoder);
        register_module("decoder", decoder);
        register_module("prior", prior);
    }

    public nn.Module<Tensor, Tensor> Encoder { get; }

    public nn.Module<Tensor, Tensor> Decoder { get; }

    public PriorModule Prior { get; }
}
