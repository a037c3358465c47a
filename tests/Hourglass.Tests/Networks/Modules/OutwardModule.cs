using Hourglass.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Tests.Modules;

/// <summary>A decoder as a person would write one.</summary>
public sealed class OutwardModule : nn.Module<Tensor, Tensor>
{
    private readonly Linear layer;
    private readonly Parameter gain = nn.Parameter(ones(1));

    public OutwardModule(DataShape shape, int numbers)
        : base(nameof(OutwardModule))
    {
        layer = nn.Linear(numbers, shape.Size);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => layer.call(input) * gain;
}
