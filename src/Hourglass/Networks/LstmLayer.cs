using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// i, f, o = sigmoid(W x + U h + b), g = tanh(W x + U h + b), c' = f c + i g, h' = o tanh(c') (Hochreiter &amp; Schmidhuber 1997; Gers et al.
/// 2000). The forget gate starts open, with a bias of 1 (Jozefowicz et al. 2015). Rows of the weights: i, f, o, g.
/// </summary>
internal sealed class LstmLayer : RecurrentLayer
{
    private const int Gates = 4;

    public LstmLayer(int inputs, int units, Initialization initialization, Generator random)
        : base(nameof(LstmLayer), inputs, units, Gates, initialization, random)
    {
        using var frozen = no_grad();
        using var forget = InputBias.narrow(0, units, units);
        forget.add_(1);
    }

    public override int StateSize => 2 * Units;

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
