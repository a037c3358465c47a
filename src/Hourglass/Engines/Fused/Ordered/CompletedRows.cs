using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Ordered;

/// <summary>
/// Rows with hidden cells, which are scored at the origin of the latent space given what context networks say of the shown ones, and for some of the cells
/// given the columns before them. A column is computed only for the rows in which its cell is hidden.
/// </summary>
/// <param name="sizes">The decoder's sizes.</param>
/// <param name="cells">The cells.</param>
/// <param name="hidden">Which of them are hidden.</param>
/// <param name="contexts">What each context network adds to the logits.</param>
/// <param name="told">The condition of each row; null for none.</param>
internal sealed unsafe class CompletedRows(OrderedSizes sizes, TableCells cells, HiddenCells hidden, IReadOnlyList<Signal> contexts, Signal? told)
    : ColumnRows(sizes.Columns)
{
    /// <inheritdoc/>
    public override int FirstInput => sizes.Inputs - Inputs;

    /// <inheritdoc/>
    public override int Inputs => told?.Features ?? 0;

    /// <inheritdoc/>
    protected override double Count => (double)hidden.Rows * contexts.Count;

    /// <inheritdoc/>
    public override void List(int column, ColumnWork work)
    {
        var (first, hasEmpty) = (work.PanelCount, cells.HasEmpty);
        for (var network = 0; network < contexts.Count; network++)
        {
            for (var row = 0; row < hidden.Rows; row++)
            {
                if (!hidden.IsScored(network, row, column)) continue;
                var kind = !hidden.ReadsBefore(network, row, column) ? Reads.None : hasEmpty ? Reads.Some : Reads.All;
                var example = hidden.ExampleOf(row);
                var list = work.Add(first, example, row, network, kind);
                if (kind == Reads.Some) new ReadOnlySpan<ulong>(cells.KnownOf(example), sizes.Words).CopyTo(new Span<ulong>(list, sizes.Words));
            }

            for (var panel = 0; panel < contexts[network].Gradient.Count; panel++)
                new Span<float>(contexts[network].Gradient.At(panel, sizes.FirstOf(column)), sizes.LevelsOf(column) * Panels.Lanes).Clear();
        }
    }

    /// <inheritdoc/>
    public override float* InputsOf(int panel, int first, ColumnWork work)
    {
        var inputs = work.Inputs.Pointer + ((nint)(panel - first) * Inputs * Panels.Lanes);
        new Span<float>(inputs, Inputs * Panels.Lanes).Clear();
        for (var lane = 0; lane < work.LanesOf(panel); lane++)
        {
            var example = work.ExampleAt((panel * Panels.Lanes) + lane);
            for (var i = 0; i < Inputs; i++) inputs[(i * Panels.Lanes) + lane] = told!.Values[example, i];
        }

        return inputs;
    }

    /// <inheritdoc/>
    public override float* TargetsOf(int column, int panel, int first, ColumnWork work)
    {
        var (start, end) = (sizes.Layout.Starts[column], sizes.Layout.Starts[column + 1]);
        var target = work.Target.Pointer;
        new Span<float>(target, (end - start) * Panels.Lanes).Clear();
        for (var lane = 0; lane < work.LanesOf(panel); lane++)
        {
            var numbers = cells.Of(work.ExampleAt((panel * Panels.Lanes) + lane), column, column + 1);
            for (var i = 0; i < numbers.Count; i++) target[((numbers.Places[i] - start) * Panels.Lanes) + lane] = numbers.Values[i];
        }

        return target;
    }

    /// <inheritdoc/>
    public override void WeightsOf(int panel, int first, ColumnWork work, float* scaled)
    {
        for (var lane = 0; lane < Panels.Lanes; lane++) scaled[lane] = lane < work.LanesOf(panel) ? (float)(Weight / Count) : 0;
    }

    /// <inheritdoc/>
    public override void AddTo(float* logits, int column, int panel, ColumnWork work)
    {
        var levels = sizes.LevelsOf(column);
        for (var lane = 0; lane < work.LanesOf(panel); lane++)
        {
            var place = (panel * Panels.Lanes) + lane;
            var from = At(contexts[work.NetworkAt(place)].Values, work.RowAt(place), column);
            for (var level = 0; level < levels; level++) logits[(level * Panels.Lanes) + lane] += from[level * Panels.Lanes];
        }
    }

    /// <inheritdoc/>
    public override void Take(float* gradient, int column, int panel, ColumnWork work)
    {
        var levels = sizes.LevelsOf(column);
        for (var lane = 0; lane < work.LanesOf(panel); lane++)
        {
            var place = (panel * Panels.Lanes) + lane;
            var to = At(contexts[work.NetworkAt(place)].Gradient, work.RowAt(place), column);
            for (var level = 0; level < levels; level++) to[level * Panels.Lanes] = gradient[(level * Panels.Lanes) + lane];
        }
    }

    private float* At(Panels panels, int row, int column) => panels.At(row / Panels.Lanes, sizes.FirstOf(column)) + (row % Panels.Lanes);
}
