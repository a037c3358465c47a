using Hourglass.Data;
using Hourglass.Kernels.Columns;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>The logits of all columns of an <see cref="OrderedDecoder"/> from their hidden units, by <see cref="ColumnHeads"/>; 32-bit numbers only.</summary>
internal sealed unsafe class ColumnLogits : autograd.SingleTensorFunction<ColumnLogits>
{
    private const string Ends = "ends";

    /// <inheritdoc/>
    public override string Name => nameof(ColumnLogits);

    /// <summary>The logits: [rows, outputs].</summary>
    /// <param name="hidden">[rows, columns x units].</param>
    /// <param name="weight">[units, outputs].</param>
    /// <param name="bias">[outputs].</param>
    /// <param name="ends">The end of each column's levels among the outputs.</param>
    public static Tensor Of(Tensor hidden, Tensor weight, Tensor bias, int[] ends) =>
        weight.dtype == ScalarType.Float32 ? apply(hidden.contiguous(), weight, bias, ends) : Plain(hidden, weight, bias, ends);

    /// <summary>The same by a product per column, for other types of numbers and as the reference of tests.</summary>
    public static Tensor Plain(Tensor hidden, Tensor weight, Tensor bias, int[] ends)
    {
        var widths = OutputEnds.Widths(ends);
        var (units, weights) = (hidden.split(weight.shape[0], 1), weight.split(widths, 1));
        return cat([.. units.Zip(weights).Select(one => one.First.matmul(one.Second))], 1) + bias;
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (hidden, weight, bias, ends) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (int[])vars[3]);
        ctx.save_for_backward([hidden, weight]);
        ctx.save_data(Ends, ends);
        var logits = empty([hidden.shape[0], weight.shape[1]]);
        Heads(weight, ends).Forward(hidden.Floats(), weight.Floats(), bias.Floats(), (int)hidden.shape[0], logits.Floats());
        return logits;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var (saved, ends) = (ctx.get_saved_variables(), (int[])ctx.get_data(Ends));
        var (hidden, weight) = (saved[0], saved[1]);

        // A gradient that is differentiated again (create_graph) must be made of operations that libtorch knows.
        if (is_grad_enabled()) return Recorded(hidden, weight, grad_output, ends);
        using var slope = grad_output.contiguous();
        var (hiddenGradient, weightGradient) = (empty_like(hidden), empty_like(weight));
        Heads(weight, ends).Backward(hidden.Floats(), weight.Floats(), slope.Floats(), (int)hidden.shape[0], hiddenGradient.Floats(), weightGradient.Floats());
        return [hiddenGradient, weightGradient, slope.sum([0L]), null!];
    }

    private static List<Tensor> Recorded(Tensor hidden, Tensor weight, Tensor slope, int[] ends)
    {
        var widths = OutputEnds.Widths(ends);
        var (units, weights, slopes) = (hidden.split(weight.shape[0], 1), weight.split(widths, 1), slope.split(widths, 1));
        return [cat([.. slopes.Zip(weights).Select(one => one.First.matmul(one.Second.t()))], 1),
            cat([.. units.Zip(slopes).Select(one => one.First.t().matmul(one.Second))], 1), slope.sum([0L]), null!];
    }

    private static ColumnHeads Heads(Tensor weight, int[] ends) => new((int)weight.shape[0], ends, get_num_threads());
}
