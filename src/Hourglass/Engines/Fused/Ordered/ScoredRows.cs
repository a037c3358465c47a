using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Ordered;

/// <summary>The rows of a batch, scored given their latent vectors and the columns before each, some of which are left out.</summary>
internal sealed unsafe class ScoredRows(OrderedSizes sizes, Signal input, Signal target, RowWeights weights, StepKey key) : ColumnRows(sizes.Columns)
{
    /// <inheritdoc/>
    public override int FirstInput => 0;

    /// <inheritdoc/>
    public override int Inputs => sizes.Inputs;

    /// <inheritdoc/>
    protected override double Count => input.Rows;

    /// <summary>Chooses the columns that a column reads.</summary>
    /// <returns>Whether some may be left out; else it reads all.</returns>
    public bool Keep(int column, int row, ulong* kept) => sizes.Spec.Omission > 0
        && CellDraws.Keep(key.For(NoisePurpose.Omission), ((long)row * sizes.Columns) + column, sizes.Columns, column, sizes.Spec.Omission, kept);

    /// <inheritdoc/>
    public override void List(int column, ColumnWork work)
    {
        var kept = stackalloc ulong[sizes.Words];
        for (int row = 0, first = work.PanelCount; row < input.Rows; row++)
        {
            var omits = Keep(column, row, kept);
            var list = work.Add(first, row, row, 0, omits ? Reads.Some : Reads.All);
            if (omits) new ReadOnlySpan<ulong>(kept, sizes.Words).CopyTo(new Span<ulong>(list, sizes.Words));
        }
    }

    /// <inheritdoc/>
    public override float* InputsOf(int panel, int first, ColumnWork work) => input.Values.At(panel - first, 0);

    /// <inheritdoc/>
    public override float* TargetsOf(int column, int panel, int first, ColumnWork work) => target.Values.At(panel - first, sizes.Layout.Starts[column]);

    /// <inheritdoc/>
    public override void WeightsOf(int panel, int first, ColumnWork work, float* scaled)
    {
        for (var lane = 0; lane < Panels.Lanes; lane++) scaled[lane] = weights.At(panel - first)[lane] * (float)Weight;
    }

    /// <inheritdoc/>
    public override void AddTo(float* logits, int column, int panel, ColumnWork work)
    {
    }

    /// <inheritdoc/>
    public override void Take(float* gradient, int column, int panel, ColumnWork work)
    {
    }
}
