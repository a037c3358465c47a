using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// Rows [batch, channels x height x width] as feature maps [batch, channels, height, width] whose channels lie side by side in memory: libtorch's
/// convolutions, and all that follows them, then work on vectors of channels.
/// </summary>
/// <param name="channels">Feature maps.</param>
/// <param name="height">Rows of a map.</param>
/// <param name="width">Columns of a map.</param>
internal sealed class ToPictures(int channels, int height, int width) : nn.Module<Tensor, Tensor>(nameof(ToPictures))
{
    public override Tensor forward(Tensor input)
    {
        // Of one channel there is nothing to move; only strides tell libtorch which order is meant.
        var apart = channels == 1 ? input.reshape(-1, height, width, 1) : input.reshape(-1, channels, height, width).permute(0, 2, 3, 1).contiguous();
        return apart.permute(0, 3, 1, 2);
    }
}
