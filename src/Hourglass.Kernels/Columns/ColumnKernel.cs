namespace Hourglass.Kernels.Columns;

/// <summary>The likelihood of one column of a table.</summary>
/// <param name="outputs">Numbers that the decoder gives for it.</param>
/// <param name="width">Its numbers in a row.</param>
internal abstract unsafe class ColumnKernel(int outputs, int width)
{
    /// <summary>Numbers that the decoder gives for it.</summary>
    public int Outputs => outputs;

    /// <summary>Its numbers in a row.</summary>
    public int Width => width;

    /// <summary>Adds -log p of the cell of each row of a panel to 32 sums, and writes the gradient.</summary>
    /// <param name="output">[outputs][32].</param>
    /// <param name="target">The targets.</param>
    /// <param name="gradient">Becomes weight * slope: [outputs][32], not <paramref name="output"/>; null for none.</param>
    /// <param name="weights">32 weights of gradients.</param>
    /// <param name="sums">32 sums.</param>
    public abstract void Evaluate<TTargets>(float* output, float* target, float* gradient, float* weights, float* sums)
        where TTargets : struct, ITargets;
}
