using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>
/// Rows [batch, channels x height x width] as feature maps [batch, channels, height, width] whose channels lie side by side in memory: libtorch's
/// convolutions, and all that follows them, then work on vectors of channels.
/// </summary>
/// <param name="shape">The feature maps.</param>
internal sealed class ToPicturesModule(DataShape shape) : nn.Module<Tensor, Tensor>(nameof(ToPictures))
{
    public override Tensor forward(Tensor input)
    {
        // A single channel needs no move; only the strides tell libtorch the order.
        var (channels, height, width) = shape;
        var apart = channels == 1 ? input.reshape(-1, height, width, 1) : input.reshape(-1, channels, height, width).permute(0, 2, 3, 1).contiguous();
        return apart.permute(0, 3, 1, 2);
    }
}
