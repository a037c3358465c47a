using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Objectives;

namespace Hourglass.Engines.Fused.Ordered;

/// <summary>
/// Chooses, for each context network, the cells of rows that are shown to it, those that it is scored on, and which of these also read the columns before them.
/// </summary>
internal sealed class HiddenCells : Operation
{
    private readonly TableCells cells;
    private readonly OrderedSizes sizes;
    private readonly BatchSize examples;
    private readonly BatchSize rows;
    private readonly StepKey key;
    private readonly double most;
    private readonly ulong[] shown;
    private readonly ulong[] scored;
    private readonly ulong[] given;

    /// <summary>Allocates memory.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="sizes">The decoder's sizes.</param>
    /// <param name="examples">The number of examples of a step.</param>
    /// <param name="rows">The number of rows that are scored in a step: the examples, repeated with other hidden cells.</param>
    /// <param name="most">The largest fraction of a row's cells that is hidden.</param>
    /// <param name="key">Key of the random numbers.</param>
    public HiddenCells(TableCells cells, OrderedSizes sizes, BatchSize examples, BatchSize rows, double most, StepKey key)
    {
        (this.cells, this.sizes, this.examples, this.rows, this.most, this.key) = (cells, sizes, examples, rows, most, key);
        var words = (long)sizes.Spec.ContextNetworks * rows.Most * sizes.Words;
        (shown, scored, given) = (TableCells.Pinned<ulong>(words), TableCells.Pinned<ulong>(words), TableCells.Pinned<ulong>(words));
    }

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <summary>Number of rows that are scored in the current step.</summary>
    public int Rows => rows.Count;

    /// <summary>The example of which a row is a copy.</summary>
    public int ExampleOf(int row) => row % examples.Count;

    /// <summary>The cells of a row that a network sees.</summary>
    public unsafe ulong* ShownOf(int network, int row) => TableCells.First(shown) + At(network, row);

    /// <summary>Whether a network is scored on a cell.</summary>
    public bool IsScored(int network, int row, int column) => Bit(scored, network, row, column);

    /// <summary>Whether a cell also reads the columns before it.</summary>
    public bool ReadsBefore(int network, int row, int column) => Bit(given, network, row, column);

    /// <inheritdoc/>
    public override unsafe void Do(int worker, int workers)
    {
        var (from, to) = Share(rows.Count, worker, workers);
        for (var network = 0; network < sizes.Spec.ContextNetworks; network++)
        {
            for (var row = from; row < to; row++)
            {
                var place = At(network, row);
                var hides = TableCells.First(scored) + place;
                var sees = TableCells.First(shown) + place;
                var number = ((long)network * rows.Most) + row;
                CellDraws.Choose(key.For(NoisePurpose.Completion), number, sizes.Columns, most, hides);
                CellDraws.ChooseEach(key.For(NoisePurpose.Reading), number, sizes.Columns, Completion.ShareInOrder, TableCells.First(given) + place);
                for (var word = 0; word < sizes.Words; word++)
                {
                    var known = cells.KnownOf(ExampleOf(row))[word];
                    sees[word] = known & ~hides[word];
                    hides[word] &= known;
                }
            }
        }
    }

    /// <inheritdoc/>
    public override string Describe() => "cells to hide from the context networks";

    private nint At(int network, int row) => (((nint)network * rows.Most) + row) * sizes.Words;

    private bool Bit(ulong[] bits, int network, int row, int column) =>
        ((bits[At(network, row) + (column / CellDraws.Bits)] >> (column % CellDraws.Bits)) & 1) != 0;
}
