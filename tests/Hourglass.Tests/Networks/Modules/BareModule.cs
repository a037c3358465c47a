using static TorchSharp.torch;

namespace Hourglass.Tests.Modules;

/// <summary>A module without the constructor that is asked for.</summary>
public sealed class BareModule() : nn.Module<Tensor, Tensor>(nameof(BareModule))
{
    public override Tensor forward(Tensor input) => input.alias();
}
