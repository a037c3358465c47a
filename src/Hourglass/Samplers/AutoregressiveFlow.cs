using Hourglass.Flows;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// A sequence of affine autoregressive maps, each y_i = (x_i - m_i) exp(-a_i), where m_i and a_i depend on the dimensions before i, alternately
/// in ascending and descending order. The forward direction takes one pass of the networks, the inverse one pass per dimension. Dimensions that are
/// not live are excluded: they stay 0 and do not contribute to the Jacobian.
/// </summary>
internal sealed class AutoregressiveFlow : nn.Module
{
    // Bound on the logarithm of the stretch of one map: beyond it, exp would diverge for codes unlike those of the fit.
    private const double MostStretch = 3;

    // Factor on the weights of shift and stretch: the maps start near the identity.
    private const double Start = 0.05;
    private readonly TorchSharp.Modules.ModuleList<AutoregressiveNetwork> networks = [];

    /// <param name="dimensions">Dimensions of a row; at least 1.</param>
    /// <param name="maps">Number of maps; at least 1.</param>
    /// <param name="hidden">Widths of each map's hidden layers.</param>
    /// <param name="random">Draws the weights.</param>
    public AutoregressiveFlow(int dimensions, int maps, ValueList<int> hidden, Generator random)
        : base(nameof(AutoregressiveFlow))
    {
        for (var i = 0; i < maps; i++)
            networks.Add(new AutoregressiveNetwork(dimensions, 0, hidden, outputs: 2, reversed: IsReversed(i), random, Start, complete: true));
        register_module("networks", networks);
    }

    /// <summary>The map and the logarithm of its Jacobian: [rows, dimensions] and [rows].</summary>
    /// <param name="rows">[rows, dimensions].</param>
    /// <param name="live">1 for each live dimension, 0 for others: [dimensions].</param>
    public Pushed Forward(Tensor rows, Tensor live)
    {
        var (state, sum) = (rows * live, (Tensor?)null);
        foreach (var network in networks)
        {
            var parts = network.Call(state, null);
            var stretch = Stretch(parts[1]) * live;
            state = (state - parts[0]) * (-stretch).exp() * live;
            sum = (sum ?? 0) - stretch.sum(1);
        }

        return new Pushed(state, sum!);
    }

    /// <summary>The inverse map and the logarithm of its Jacobian: [rows, dimensions] and [rows].</summary>
    /// <param name="rows">[rows, dimensions].</param>
    /// <param name="live">1 for each live dimension, 0 for others: [dimensions].</param>
    public Pushed Backward(Tensor rows, Tensor live)
    {
        var isLive = live.gt(0).data<bool>().ToArray();
        var (state, sum) = (rows, (Tensor?)null);
        for (var i = networks.Count - 1; i >= 0; i--)
        {
            var places = Enumerable.Range(0, isLive.Length).Where(place => isLive[place]);
            int[] order = [.. IsReversed(i) ? places.Reverse() : places];
            (state, var stretches) = is_grad_enabled() ? UndoWithGradients(networks[i], state, order) : Undo(networks[i], state, order);
            sum = (sum ?? 0) + stretches;
        }

        return new Pushed(state, sum!);
    }

    private static bool IsReversed(int map) => map % 2 == 1;

    /// <summary>Dimension by dimension in one tensor, so that memory does not grow with the square of their number.</summary>
    private static (Tensor State, Tensor Stretches) Undo(AutoregressiveNetwork network, Tensor rows, int[] order)
    {
        using var map = NewDisposeScope();
        var (state, stretches, one) = (zeros_like(rows), zeros_like(rows.select(1, 0)), network.One());
        foreach (var place in order)
        {
            using var scope = NewDisposeScope();
            var (column, stretch) = Undo(one(state, place), rows, place);
            state.select(1, place).copy_(column);
            stretches.add_(stretch);
        }

        return (state.MoveToOuterDisposeScope(), stretches.MoveToOuterDisposeScope());
    }

    /// <summary>The same for a backward pass, which needs what each dimension was computed from.</summary>
    private static (Tensor State, Tensor Stretches) UndoWithGradients(AutoregressiveNetwork network, Tensor rows, int[] order)
    {
        using var map = NewDisposeScope();
        var columns = Enumerable.Repeat(zeros_like(rows.select(1, 0)), (int)rows.shape[1]).ToArray();
        var (stretches, one) = (zeros_like(columns[0]), network.One());
        foreach (var place in order)
        {
            // What the backward pass does not need is freed at once.
            using var scope = NewDisposeScope();
            var (column, stretch) = Undo(one(stack(columns, 1), place), rows, place);
            columns[place] = column.MoveToOuterDisposeScope();
            stretches = (stretches + stretch).MoveToOuterDisposeScope();
        }

        return (stack(columns, 1).MoveToOuterDisposeScope(), stretches.MoveToOuterDisposeScope());
    }

    private static (Tensor Column, Tensor Stretch) Undo(Tensor parts, Tensor rows, int place)
    {
        var stretch = Stretch(parts.select(1, 1));
        return ((rows.select(1, place) * stretch.exp()) + parts.select(1, 0), stretch);
    }

    private static Tensor Stretch(Tensor part) => (part / MostStretch).tanh() * MostStretch;
}
