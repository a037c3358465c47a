using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>The module of <see cref="Lstm"/> layers.</summary>
internal sealed class LstmModule : RecurrentModule
{
    public LstmModule(Lstm layer, WeightDraw draw)
        : base(layer, draw)
    {
        using var frozen = no_grad();
        using var forget = InputBias.narrow(0, layer.Units, layer.Units);
        forget.add_(1);
    }

    public override RecurrentState StateOf(Tensor numbers) => new(numbers.narrow(1, 0, Units).tanh(), numbers.narrow(1, Units, Units));

    private protected override RecurrentState Step(Tensor projected, Tensor weight, RecurrentState state)
    {
        var sums = addmm(projected, state.Output, weight, beta: 1, alpha: 1);
        var gates = sums.narrow(1, 0, 3 * Units).sigmoid();
        var candidate = sums.narrow(1, 3 * Units, Units).tanh();
        var memory = addcmul(gates.narrow(1, Units, Units) * state.Memory!, gates.narrow(1, 0, Units), candidate, 1);
        return new(gates.narrow(1, 2 * Units, Units) * memory.tanh(), memory);
    }
}
