using Hourglass.Engines.Fused.Terms;

namespace Hourglass.Engines.Fused.Ordered;

/// <summary>Rows whose columns are scored, and what is special about them: their inputs, the columns that each column reads, targets and weights.</summary>
/// <param name="columns">Number of columns.</param>
internal abstract unsafe class ColumnRows(int columns) : ITermOperation
{
    private readonly double[] costs = new double[columns];

    /// <inheritdoc/>
    public double Weight { get; set; }

    /// <inheritdoc/>
    public double Figure => costs.Sum() / Count;

    /// <summary>By what the sum of all costs is divided.</summary>
    protected abstract double Count { get; }

    /// <summary>The first input of the decoder that the rows have.</summary>
    public abstract int FirstInput { get; }

    /// <summary>How many inputs they have.</summary>
    public abstract int Inputs { get; }

    /// <summary>Lists the rows on which a column is scored.</summary>
    /// <param name="column">The column.</param>
    /// <param name="work">Receives them in panels of their own.</param>
    public abstract void List(int column, ColumnWork work);

    /// <summary>The inputs of a panel of these rows: [inputs][32].</summary>
    public abstract float* InputsOf(int panel, int first, ColumnWork work);

    /// <summary>The targets of a column: [numbers][32].</summary>
    public abstract float* TargetsOf(int column, int panel, int first, ColumnWork work);

    /// <summary>Writes the weights of a panel's gradients: 32 numbers.</summary>
    public abstract void WeightsOf(int panel, int first, ColumnWork work, float* scaled);

    /// <summary>Adds what other networks give to the logits of a panel.</summary>
    public abstract void AddTo(float* logits, int column, int panel, ColumnWork work);

    /// <summary>Passes the gradient of a panel's logits to other networks.</summary>
    public abstract void Take(float* gradient, int column, int panel, ColumnWork work);

    /// <summary>Sets the sum of the costs of a column.</summary>
    public void SetCost(int column, double cost) => costs[column] = cost;
}
