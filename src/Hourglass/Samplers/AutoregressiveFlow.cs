using Hourglass.Flows;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// Affine autoregressive maps one after the other, each y_i = (x_i - m_i) exp(-a_i) with m_i and a_i of the dimensions before i, in turn
/// from the first dimension on and from the last. Forward is one pass of the networks, backward one pass a dimension.
/// </summary>
internal sealed class AutoregressiveFlow : nn.Module
{
    // The logarithm of how much one map may stretch: beyond, exp would run away from codes unlike any that were seen.
    private const double MostStretch = 3;

    // The factor on the weights that give shift and stretch: the maps start near the identity.
    private const double Start = 0.05;
    private readonly TorchSharp.Modules.ModuleList<AutoregressiveNetwork> networks = [];

    /// <param name="dimensions">Of a row; at least 1.</param>
    /// <param name="maps">How many maps; at least 1.</param>
    /// <param name="hidden">Widths of each map's hidden layers.</param>
    /// <param name="random">Draws the weights.</param>
    public AutoregressiveFlow(int dimensions, int maps, ValueList<int> hidden, Generator random)
        : base(nameof(AutoregressiveFlow))
    {
        for (var i = 0; i < maps; i++) networks.Add(new AutoregressiveNetwork(dimensions, 0, hidden, outputs: 2, reversed: IsReversed(i), random, Start));
        register_module("networks", networks);
    }

    /// <summary>The map and the logarithm of its Jacobian: [rows, dimensions] and [rows].</summary>
    public Pushed Forward(Tensor rows)
    {
        var (state, sum) = (rows, (Tensor?)null);
        foreach (var network in networks)
        {
            var (shift, stretch) = Parts(network, state);
            state = (state - shift) * (-stretch).exp();
            sum = (sum ?? 0) - stretch.sum(1);
        }

        return new Pushed(state, sum!);
    }

    /// <summary>The inverse map and the logarithm of its Jacobian: [rows, dimensions] and [rows].</summary>
    public Pushed Backward(Tensor rows)
    {
        var (state, sum) = (rows, (Tensor?)null);
        for (var i = networks.Count - 1; i >= 0; i--)
        {
            (state, var stretches) = Undo(networks[i], state, IsReversed(i));
            sum = (sum ?? 0) + stretches;
        }

        return new Pushed(state, sum!);
    }

    private static bool IsReversed(int map) => map % 2 == 1;

    private static (Tensor State, Tensor Stretches) Undo(AutoregressiveNetwork network, Tensor rows, bool reversed)
    {
        var dimensions = (int)rows.shape[1];
        var columns = Enumerable.Repeat(zeros_like(rows.select(1, 0)), dimensions).ToArray();
        List<Tensor> stretches = [];
        for (var i = 0; i < dimensions; i++)
        {
            var place = reversed ? dimensions - 1 - i : i;
            var (shift, stretch) = Parts(network, stack(columns, 1));
            stretches.Add(stretch.select(1, place));
            columns[place] = (rows.select(1, place) * stretches[^1].exp()) + shift.select(1, place);
        }

        return (stack(columns, 1), stack([.. stretches]).sum([0L]));
    }

    private static (Tensor Shift, Tensor Stretch) Parts(AutoregressiveNetwork network, Tensor rows)
    {
        var parts = network.Call(rows, null);
        return (parts[0], (parts[1] / MostStretch).tanh() * MostStretch);
    }
}
