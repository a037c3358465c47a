using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>A map from or to series without weights.</summary>
internal sealed class SeriesModule(Func<Tensor, Tensor> map) : nn.Module<Tensor, Tensor>(nameof(SeriesModule))
{
    public override Tensor forward(Tensor input) => map(input);
}
