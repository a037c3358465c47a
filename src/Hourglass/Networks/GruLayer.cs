using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// r, u = sigmoid(W x + U h + b), n = tanh(W x + b + r (U h + d)), h' = (1 - u) n + u h (Cho et al. 2014, with the reset gate after the
/// product). Rows of the weights: r, u, n.
/// </summary>
internal sealed class GruLayer : RecurrentLayer
{
    private const int Gates = 3;
    private const string CandidateBias = "candidate_bias";

    public GruLayer(int inputs, int units, Initialization initialization, Generator random)
        : base(nameof(GruLayer), inputs, units, Gates, initialization, random) => Add(CandidateBias, zeros(units, dtype: ScalarType.Float32));

    public override int StateSize => Units;

    public override RecurrentState StateOf(Tensor numbers) => new(numbers.tanh());

    private protected override RecurrentState Step(Tensor projected, Tensor weight, RecurrentState state)
    {
        var sums = state.Output.mm(weight);
        var gates = (projected.narrow(1, 0, 2 * Units) + sums.narrow(1, 0, 2 * Units)).sigmoid();
        var recurrent = sums.narrow(1, 2 * Units, Units) + Named(CandidateBias);
        var candidate = addcmul(projected.narrow(1, 2 * Units, Units), gates.narrow(1, 0, Units), recurrent, 1).tanh();
        return new(addcmul(candidate, gates.narrow(1, Units, Units), state.Output - candidate, 1));
    }
}
