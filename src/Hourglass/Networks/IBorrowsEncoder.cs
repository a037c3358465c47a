using static TorchSharp.torch;

namespace Hourglass;

/// <summary>A decoder that uses the encoder's weights. The encoder is valid during the call only and must not be stored.</summary>
internal interface IBorrowsEncoder
{
    /// <summary>Decodes [batch, inputs] with the weights of <paramref name="encoder"/>.</summary>
    Tensor Call(Tensor latent, nn.Module encoder);
}
