namespace Hourglass.Kernels.Columns;

/// <summary>The likelihood of the rows of a table: a distribution per column.</summary>
internal sealed unsafe class ColumnsLikelihood : PanelLikelihood
{
    private readonly ColumnKernel[] columns;
    private readonly (int Output, int Target)[] starts;

    /// <param name="columns">The columns, in the order of a row and of the outputs.</param>
    public ColumnsLikelihood(ColumnKernel[] columns)
    {
        this.columns = columns;
        starts = new (int, int)[columns.Length + 1];
        for (var i = 0; i < columns.Length; i++) starts[i + 1] = (starts[i].Output + columns[i].Outputs, starts[i].Target + columns[i].Width);
    }

    /// <inheritdoc/>
    public override int Parts => columns.Length;

    /// <inheritdoc/>
    public override (int Output, int Target) StartOf(int part) => starts[part];

    /// <inheritdoc/>
    public override void Evaluate(int from, int to, float* output, float* target, float* gradient, float* weights, float* sums)
    {
        for (var i = from; i < to; i++)
        {
            var (toOutput, toTarget) = (Panels.Lanes * (starts[i].Output - starts[from].Output), Panels.Lanes * (starts[i].Target - starts[from].Target));
            columns[i].Evaluate<PanelTargets>(output + toOutput, target + toTarget, gradient + toOutput, weights, sums);
        }
    }

    /// <inheritdoc/>
    public override void Add(float* output, float* target, float* sums)
    {
        for (var i = 0; i < columns.Length; i++)
            columns[i].Evaluate<SharedTarget>(output + (Panels.Lanes * starts[i].Output), target + starts[i].Target, null, null, sums);
    }
}
