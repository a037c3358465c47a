using Hourglass.Kernels.Sparse;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>Rows that are mostly zeros times a matrix, by <see cref="SparseProduct"/>; 32-bit numbers and constant rows only.</summary>
internal sealed unsafe class SparseRowsProduct : autograd.SingleTensorFunction<SparseRowsProduct>
{
    /// <inheritdoc/>
    public override string Name => nameof(SparseRowsProduct);

    /// <summary>The product, which can be differentiated with respect to the matrix: [rows, units].</summary>
    /// <param name="rows">[rows, numbers].</param>
    /// <param name="matrix">[numbers, units].</param>
    public static Tensor Of(Tensor rows, Tensor matrix) => matrix.dtype == ScalarType.Float32 && rows.dtype == ScalarType.Float32 && !rows.requires_grad
        ? apply(rows.contiguous(), matrix.contiguous())
        : rows.matmul(matrix);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (rows, matrix) = ((Tensor)vars[0], (Tensor)vars[1]);
        ctx.save_for_backward([rows]);
        var result = empty([rows.shape[0], matrix.shape[1]]);
        using var sparse = rows.NonZero();
        SparseProduct.Multiply(sparse, matrix.Floats(), (int)matrix.shape[1], result.Floats(), get_num_threads());
        return result;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var rows = ctx.get_saved_variables()[0];

        // A gradient that is differentiated again (create_graph) must be made of operations that libtorch knows.
        if (is_grad_enabled()) return [null!, rows.t().matmul(grad_output)];
        var gradient = zeros([rows.shape[1], grad_output.shape[1]]);
        using var slope = grad_output.contiguous();
        using var sparse = rows.NonZero();
        SparseProduct.AddGradient(sparse, slope.Floats(), (int)slope.shape[1], gradient.Floats(), get_num_threads());
        return [null!, gradient];
    }
}
