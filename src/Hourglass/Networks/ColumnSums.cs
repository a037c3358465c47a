using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hourglass.Kernels.Sparse;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>What the hidden layers of an <see cref="OrderedDecoder"/> read of other columns, by <see cref="ColumnReaders"/>; 32-bit numbers only.</summary>
internal sealed unsafe class ColumnSums : autograd.SingleTensorFunction<ColumnSums>
{
    private const string Plan = "plan";

    /// <inheritdoc/>
    public override string Name => nameof(ColumnSums);

    /// <summary>The sums of all hidden layers, which can be differentiated with respect to the vectors: [rows, columns x units].</summary>
    /// <param name="vectors">[vectors, units].</param>
    /// <param name="rows">The coded rows: [rows, size].</param>
    /// <param name="layout">Columns and tables.</param>
    /// <param name="kept">Which columns before a reader's own are read: [rows, columns, columns], bytes; null for all.</param>
    public static Tensor Of(Tensor vectors, Tensor rows, ColumnLayout layout, Tensor? kept) => apply(vectors, rows.contiguous(), layout, kept!);

    /// <summary>The sums of one hidden layer over all known columns before its own, without a gradient: [rows, units].</summary>
    public static Tensor Of(Tensor vectors, Tensor rows, ColumnLayout layout, int column) =>
        Computed(vectors, rows.contiguous(), layout, null, new Range(column, column + 1));

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (vectors, rows, layout, kept) = ((Tensor)vars[0], (Tensor)vars[1], (ColumnLayout)vars[2], vars[3] as Tensor);
        ctx.save_for_backward(kept is null ? [rows, vectors] : [rows, vectors, kept]);
        ctx.save_data(Plan, layout);
        return Computed(vectors, rows, layout, kept, Range.All);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        var (rows, vectors, kept) = (saved[0], saved[1], saved.Count > 2 ? saved[2] : null);
        var gradient = zeros_like(vectors);
        using var slope = grad_output.contiguous();
        using var sparse = SparseOf(rows);
        ColumnReaders.AddGradient(sparse, (ColumnLayout)ctx.get_data(Plan), Bytes(kept), Floats(slope), (int)vectors.shape[1], Floats(gradient), get_num_threads());
        return [gradient, null!, null!, null!];
    }

    private static Tensor Computed(Tensor vectors, Tensor rows, ColumnLayout layout, Tensor? kept, Range columns)
    {
        var (units, count) = ((int)vectors.shape[1], columns.GetOffsetAndLength(layout.Columns).Length);
        var sums = empty([rows.shape[0], count * units]);
        using var sparse = SparseOf(rows);
        ColumnReaders.Sum(sparse, layout, Bytes(kept), Floats(vectors), units, columns, Floats(sums), get_num_threads());
        return sums;
    }

    private static SparseRows SparseOf(Tensor rows) =>
        SparseRows.Of(new ReadOnlySpan<float>(Floats(rows), checked((int)rows.numel())), (int)rows.shape[1]);

    private static float* Floats(Tensor tensor) => (float*)Bytes(tensor);

    private static byte* Bytes(Tensor? tensor) => tensor is null ? null : (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
