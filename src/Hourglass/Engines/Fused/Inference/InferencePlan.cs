using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Inference;

/// <summary>The forward half of a model, or a part of it, as operations over memory that was taken once. One thread at a time may use it.</summary>
internal sealed unsafe class InferencePlan
{
    private readonly Operation[] preparations;
    private readonly Operation[] operations;
    private readonly Signal input;
    private readonly Signal output;
    private readonly BatchSize batch;
    private readonly ActivationKernel? link;

    /// <summary>Takes what the compiler made.</summary>
    /// <param name="operations">From the input to the output.</param>
    /// <param name="input">What goes in.</param>
    /// <param name="output">What comes out.</param>
    /// <param name="link">What the output goes through to become the result; null for nothing.</param>
    /// <param name="batch">The most rows at a time.</param>
    public InferencePlan(IReadOnlyList<Operation> operations, Signal input, Signal output, ActivationKernel? link, BatchSize batch)
    {
        preparations = [.. operations.OfType<PackKernels>()];
        this.operations = [.. operations.Where(operation => operation is not PackKernels)];
        this.input = input;
        this.output = output;
        this.batch = batch;
        this.link = link;
        input.WantRows();
    }

    /// <summary>What goes in, for a caller of <see cref="Forward"/> to fill.</summary>
    public Signal Input => input;

    /// <summary>The most rows of one <see cref="Run"/>.</summary>
    public int MostRows => batch.Most;

    /// <summary>Numbers of a row of the result.</summary>
    public int Width => output.Features;

    /// <summary>Multiplications and additions of the products, a row.</summary>
    public double FlopsPerExample => operations.Sum(operation => operation.FlopsPerExample);

    /// <summary>Copies what depends on the weights alone; to be done once whenever they may have changed.</summary>
    public void Prepare()
    {
        foreach (var preparation in preparations) preparation.Do(0, 1);
    }

    /// <summary>Computes what lies in the panels of <see cref="Input"/>.</summary>
    /// <param name="count">How many rows; 1 to <see cref="MostRows"/>.</param>
    /// <returns>What comes out, before what it goes through to become the result; valid until the next call.</returns>
    public Panels Forward(int count)
    {
        batch.Begin(0, count);
        input.NonZero?.Find(input.Values, 0, input.Values.Count);
        foreach (var operation in operations) operation.Do(0, 1);
        return output.Values;
    }

    /// <summary>Computes some rows.</summary>
    /// <param name="read">Gives the rows.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many; 1 to <see cref="MostRows"/>.</param>
    /// <param name="result">[count, <see cref="Width"/>].</param>
    public void Run(RowReader read, int first, int count, Span<float> result)
    {
        batch.Begin(0, count);
        for (var row = 0; row < count; row++) read(first + row, new Span<float>(input.ByRow.At(row), input.Features));
        Transposition.ToPanels(input.ByRow, input.Values, 0, input.Values.Count);
        var computed = Forward(count);
        fixed (float* target = result)
        {
            for (var panel = 0; panel < computed.Count; panel++)
            {
                var values = computed.At(panel, 0);
                link?.Apply(values, values, (nint)Width * Panels.Lanes);
                Transposition.Copy(values, Panels.Lanes, target + ((nint)panel * Panels.Lanes * Width), Width, Width, Math.Min(Panels.Lanes, count - (panel * Panels.Lanes)));
            }
        }
    }
}
