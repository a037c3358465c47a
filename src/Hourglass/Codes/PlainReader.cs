using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>Reads codes of a flat latent space by a function without weights.</summary>
internal sealed class PlainReader<TCode>(Func<Tensor, TCode> read) : FlatReader<TCode>(nameof(PlainReader<TCode>))
    where TCode : Code
{
    public override TCode Read(Tensor encoded, double epoch) => read(encoded);
}
