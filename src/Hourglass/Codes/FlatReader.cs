using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>
/// A <see cref="CodeReader{TCode}"/> of a flat latent space: the decoder uses its coordinates as they are, and shortest paths are straight lines.
/// </summary>
internal abstract class FlatReader<TCode>(string name) : CodeReader<TCode>(name)
    where TCode : Code
{
    public sealed override Tensor ToDecoder(Tensor latent) => latent;

    public override Tensor FromDecoder(Tensor flat) => flat;

    public sealed override Tensor Between(Tensor start, Tensor end, Tensor share) => ((1 - share) * start) + (share * end);
}
