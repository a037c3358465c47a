using Hourglass.Data;
using Hourglass.Kernels;
using Hourglass.Kernels.Sparse;

namespace Hourglass.Engines.Fused.Ordered;

/// <summary>The sizes of a decoder of columns in order.</summary>
internal sealed class OrderedSizes
{
    private readonly int[] ends;

    /// <param name="spec">The decoder.</param>
    /// <param name="inputs">Numbers that it reads besides the columns: the latent vector and any condition.</param>
    public OrderedSizes(OrderedSpec spec, int inputs)
    {
        Spec = spec;
        Inputs = inputs;
        Layout = new ColumnLayout([.. spec.Columns.Select(column => column.Width)]);
        ends = OutputEnds.Of(spec.Columns);
    }

    /// <summary>The decoder.</summary>
    public OrderedSpec Spec { get; }

    /// <summary>Numbers that it reads besides the columns.</summary>
    public int Inputs { get; }

    /// <summary>The columns, and the vectors of their readers.</summary>
    public ColumnLayout Layout { get; }

    /// <summary>Number of columns.</summary>
    public int Columns => ends.Length;

    /// <summary>Hidden units per column.</summary>
    public int Hidden => Spec.Hidden;

    /// <summary>Hidden units in whole vectors.</summary>
    public int Padded => (Hidden + Panels.Lanes - 1) / Panels.Lanes * Panels.Lanes;

    /// <summary>Stride between rows of hidden units.</summary>
    public int Stride => (int)RowMatrix.StrideFor(Hidden);

    /// <summary>Words for one bit per column.</summary>
    public int Words => (Columns + CellDraws.Bits - 1) / CellDraws.Bits;

    /// <summary>Number of outputs.</summary>
    public int Outputs => ends[^1];

    /// <summary>The most levels of a column.</summary>
    public int MostLevels => Enumerable.Range(0, Columns).Max(LevelsOf);

    /// <summary>The most numbers of a column in a row.</summary>
    public int MostWidth => Spec.Columns.Max(column => column.Width);

    /// <summary>The first output of a column.</summary>
    public int FirstOf(int column) => column == 0 ? 0 : ends[column - 1];

    /// <summary>The levels of a column.</summary>
    public int LevelsOf(int column) => ends[column] - FirstOf(column);
}
