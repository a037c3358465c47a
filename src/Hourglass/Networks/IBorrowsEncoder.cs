using static TorchSharp.torch;

namespace Hourglass;

/// <summary>A decoder that uses the encoder's weights. They are lent for the call and never kept.</summary>
internal interface IBorrowsEncoder
{
    /// <summary>Decodes [batch, inputs] with the weights of <paramref name="encoder"/>.</summary>
    Tensor Call(Tensor latent, nn.Module encoder);
}
