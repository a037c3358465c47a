namespace Hourglass.Kernels;

/// <summary>-log p(target | output) of the rows of panels and its gradient, in parts that can be computed separately, such as features or columns.</summary>
internal abstract unsafe class PanelLikelihood
{
    /// <summary>Number of parts.</summary>
    public abstract int Parts { get; }

    /// <summary>What is added to the sums of each row, in nats.</summary>
    public virtual double Constant => 0;

    /// <summary>The first output and the first target number of a part; their numbers for one past the last part.</summary>
    public abstract (int Output, int Target) StartOf(int part);

    /// <summary>Adds the negative log-likelihoods of some parts of a panel to the 32 sums of its rows, and writes the gradients.</summary>
    /// <param name="from">The first part.</param>
    /// <param name="to">One past the last.</param>
    /// <param name="output">The outputs of the first part: [outputs][32].</param>
    /// <param name="target">The targets of the first part: [numbers][32].</param>
    /// <param name="gradient">Becomes weight * slope: [outputs][32].</param>
    /// <param name="weights">The weight of each row's gradient: 32 numbers, 0 for padding rows.</param>
    /// <param name="sums">32 sums.</param>
    public abstract void Evaluate(int from, int to, float* output, float* target, float* gradient, float* weights, float* sums);

    /// <summary>Adds the negative log-likelihoods of all parts of a panel whose rows share one target to the 32 sums of its rows; no gradient.</summary>
    /// <param name="output">The outputs: [outputs][32].</param>
    /// <param name="target">The target of every row: [numbers].</param>
    /// <param name="sums">32 sums.</param>
    public abstract void Add(float* output, float* target, float* sums);
}
