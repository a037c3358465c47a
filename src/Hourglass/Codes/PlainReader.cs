using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>Reads codes of a flat latent space by a function without weights.</summary>
/// <param name="read">Makes a code of the encoder's output.</param>
/// <param name="nearest">Projects latent vectors onto those that an example can have; null if an example can have any.</param>
internal sealed class PlainReader<TCode>(Func<Tensor, TCode> read, Func<Tensor, Tensor>? nearest = null) : FlatReader<TCode>(nameof(PlainReader<TCode>))
    where TCode : Code
{
    public override TCode Read(Tensor encoded, double epoch) => read(encoded);

    public override Tensor FromDecoder(Tensor flat) => nearest is null ? flat : nearest(flat);
}
