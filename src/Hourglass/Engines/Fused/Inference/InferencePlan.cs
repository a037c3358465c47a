using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Inference;

/// <summary>The forward half of a model, or a part of it, as operations over preallocated memory. Only one thread at a time may use it.</summary>
internal sealed unsafe class InferencePlan
{
    private readonly Operation[] preparations;
    private readonly Operation[] operations;
    private readonly Signal input;
    private readonly Signal output;
    private readonly BatchSize batch;
    private readonly ActivationKernel? link;

    /// <summary>Takes the parts from the compiler.</summary>
    /// <param name="operations">From the input to the output.</param>
    /// <param name="input">The input.</param>
    /// <param name="output">The output.</param>
    /// <param name="link">The function that converts the output to the result, or null.</param>
    /// <param name="batch">Maximum number of rows at a time.</param>
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

    /// <summary>The input, which the caller of <see cref="Forward"/> fills.</summary>
    public Signal Input => input;

    /// <summary>Maximum number of rows of one <see cref="Run"/>.</summary>
    public int MostRows => batch.Most;

    /// <summary>Numbers per row of the result.</summary>
    public int Width => output.Features;

    /// <summary>Multiplications and additions of the products, per row.</summary>
    public double FlopsPerExample => operations.Sum(operation => operation.FlopsPerExample);

    /// <summary>Copies everything that depends on the weights only; to be called whenever they may have changed.</summary>
    public void Prepare()
    {
        foreach (var preparation in preparations) preparation.Do(0, 1);
    }

    /// <summary>Computes the rows in the panels of <see cref="Input"/>.</summary>
    /// <param name="count">Number of rows; 1 to <see cref="MostRows"/>.</param>
    /// <returns>The output before its conversion to the result; valid until the next call.</returns>
    public Panels Forward(int count)
    {
        batch.Begin(0, count);
        input.NonZero?.Find(input.Values, 0, input.Values.Count);
        foreach (var operation in operations) operation.Do(0, 1);
        return output.Values;
    }

    /// <summary>Computes some rows.</summary>
    /// <param name="read">Gives the rows.</param>
    /// <param name="first">Index of the first row.</param>
    /// <param name="count">Number of rows; 1 to <see cref="MostRows"/>.</param>
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
                Transposition.Copy(values, Panels.Lanes, target + ((nint)panel * Panels.Lanes * Width), Width, Width,
                    Math.Min(Panels.Lanes, count - (panel * Panels.Lanes)));
            }
        }
    }
}
