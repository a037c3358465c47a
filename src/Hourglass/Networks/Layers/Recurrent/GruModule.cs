using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>The module of <see cref="Gru"/> layers.</summary>
internal sealed class GruModule : RecurrentModule
{
    public const string CandidateBiasName = "candidate_bias";

    public GruModule(Gru layer, WeightDraw draw)
        : base(layer, draw) => Add(CandidateBiasName, zeros(layer.Units, dtype: ScalarType.Float32));

    public override RecurrentState StateOf(Tensor numbers) => new(numbers.tanh());

    private protected override RecurrentState Step(Tensor projected, Tensor weight, RecurrentState state)
    {
        var sums = state.Output.mm(weight);
        var gates = (projected.narrow(1, 0, 2 * Units) + sums.narrow(1, 0, 2 * Units)).sigmoid();
        var recurrent = sums.narrow(1, 2 * Units, Units) + Named(CandidateBiasName);
        var candidate = addcmul(projected.narrow(1, 2 * Units, Units), gates.narrow(1, 0, Units), recurrent, 1).tanh();
        return new(addcmul(candidate, gates.narrow(1, Units, Units), state.Output - candidate, 1));
    }
}
