using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Tests.Modules;

/// <summary>Fails in a way that depends on the example's size.</summary>
public sealed class FaultyModule : nn.Module<Tensor, Tensor>
{
    private readonly int size;

    public FaultyModule(DataShape shape, int numbers)
        : base(nameof(FaultyModule))
    {
        if (shape.Size == 5) throw new NotSupportedException("Five is too many.");
        size = shape.Size + numbers;
        if (shape.Size == 6) register_buffer("half", zeros(1, dtype: ScalarType.Float16));
    }

    public override Tensor forward(Tensor input) => size > 12 ? throw new NotSupportedException("It is too large.") : input.alias();
}
