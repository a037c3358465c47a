using Hourglass.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Tests.Modules;

/// <summary>An encoder as a person would write one, with batch normalisation, whose counter is no 32-bit float.</summary>
public sealed class WideModule : nn.Module<Tensor, Tensor>
{
    private readonly Linear first;
    private readonly BatchNorm1d norm;
    private readonly Linear second;

    public WideModule(DataShape shape, int numbers)
        : base(nameof(WideModule))
    {
        first = nn.Linear(shape.Size, 9);
        norm = nn.BatchNorm1d(9);
        second = nn.Linear(9, numbers);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => second.call(norm.call(first.call(input)).tanh());
}
