using Hourglass.Kernels.Sparse;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>What the hidden layers of an <see cref="OrderedDecoder"/> read of the columns before them, by <see cref="ColumnReaders"/>.</summary>
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
    public static Tensor Of(Tensor vectors, Tensor rows, ColumnLayout layout, Tensor? kept) =>
        vectors.dtype == ScalarType.Float32 ? apply(vectors, rows.contiguous(), layout, kept!) : Plain(vectors, rows, layout, kept);

    /// <summary>The sums of one hidden layer over all known columns before its own, without a gradient: [rows, units].</summary>
    public static Tensor Of(Tensor vectors, Tensor rows, ColumnLayout layout, int column) => vectors.dtype == ScalarType.Float32
        ? Computed(vectors, rows.contiguous(), layout, null, new Range(column, column + 1))
        : PlainOf(vectors, rows, layout, kept: null, column);

    /// <summary>The same sums by dense products, for other types of numbers and as the reference of tests.</summary>
    public static Tensor Plain(Tensor vectors, Tensor rows, ColumnLayout layout, Tensor? kept) =>
        cat([.. Enumerable.Range(0, layout.Columns).Select(j => PlainOf(vectors, rows, layout, kept, j))], 1);

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
        var (saved, layout) = (ctx.get_saved_variables(), (ColumnLayout)ctx.get_data(Plan));
        var (rows, vectors, kept) = (saved[0], saved[1], saved.Count > 2 ? saved[2] : null);

        // A gradient that is differentiated again (create_graph) must be made of operations that libtorch knows.
        if (is_grad_enabled())
        {
            var slopes = grad_output.split(vectors.shape[1], 1);
            return [cat([.. slopes.Skip(1).Select((one, i) => Read(rows, layout, kept, i + 1).t().matmul(one))], 0), null!, null!, null!];
        }

        var gradient = zeros_like(vectors);
        using var slope = grad_output.contiguous();
        using var sparse = rows.NonZero();
        ColumnReaders.AddGradient(sparse, layout, kept is null ? null : kept.Bytes(), slope.Floats(), (int)vectors.shape[1], gradient.Floats(), get_num_threads());
        return [gradient, null!, null!, null!];
    }

    private static Tensor Computed(Tensor vectors, Tensor rows, ColumnLayout layout, Tensor? kept, Range columns)
    {
        var (units, count) = ((int)vectors.shape[1], columns.GetOffsetAndLength(layout.Columns).Length);
        var sums = empty([rows.shape[0], count * units]);
        using var sparse = rows.NonZero();
        ColumnReaders.Sum(sparse, layout, kept is null ? null : kept.Bytes(), vectors.Floats(), units, columns, sums.Floats(), get_num_threads());
        return sums;
    }

    private static Tensor PlainOf(Tensor vectors, Tensor rows, ColumnLayout layout, Tensor? kept, int column) => column == 0
        ? zeros([rows.shape[0], vectors.shape[1]], dtype: rows.dtype)
        : Read(rows, layout, kept, column).matmul(vectors.narrow(0, layout.Tables[column], layout.Starts[column]));

    /// <summary>The numbers that the reader of a column reads.</summary>
    private static Tensor Read(Tensor rows, ColumnLayout layout, Tensor? kept, int column)
    {
        var before = rows.narrow(1, 0, layout.Starts[column]);
        if (kept is null) return before;
        var widths = tensor(Enumerable.Range(0, column).Select(i => (long)(layout.Starts[i + 1] - layout.Starts[i])).ToArray());
        return before * kept.select(1, column).narrow(1, 0, column).to_type(rows.dtype).repeat_interleave(widths, 1);
    }
}
