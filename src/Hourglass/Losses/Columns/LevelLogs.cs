using Hourglass.Data;
using Hourglass.Kernels.Columns;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>The logarithm of the probability of each level of each column, by <see cref="BlockSoftmax"/>; 32-bit numbers only.</summary>
internal sealed unsafe class LevelLogs : autograd.SingleTensorFunction<LevelLogs>
{
    private const string Ends = "ends";

    /// <inheritdoc/>
    public override string Name => nameof(LevelLogs);

    /// <summary>log p of each level: [rows, outputs].</summary>
    /// <param name="logits">[rows, outputs].</param>
    /// <param name="ends">The end of each column's levels.</param>
    public static Tensor Of(Tensor logits, int[] ends) => apply(logits.contiguous(), ends);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (logits, ends) = ((Tensor)vars[0], (int[])vars[1]);
        var logs = empty_like(logits);
        BlockSoftmax.Log(logits.Floats(), (int)logits.shape[0], ends, logs.Floats(), get_num_threads());
        ctx.save_for_backward([logs]);
        ctx.save_data(Ends, ends);
        return logs;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var logs = ctx.get_saved_variables()[0];

        // A gradient that is differentiated again (create_graph) must be made of operations that libtorch knows.
        if (is_grad_enabled()) return [Recorded(logs, grad_output, (int[])ctx.get_data(Ends)), null!];
        using var slope = grad_output.contiguous();
        var gradient = empty_like(logs);
        BlockSoftmax.Gradient(logs.Floats(), slope.Floats(), (int)logs.shape[0], (int[])ctx.get_data(Ends), gradient.Floats(), get_num_threads());
        return [gradient, null!];
    }

    private static Tensor Recorded(Tensor logs, Tensor slope, int[] ends)
    {
        var widths = OutputEnds.Widths(ends);
        return cat([.. logs.split(widths, 1).Zip(slope.split(widths, 1)).Select(one => one.Second - (one.First.exp() * one.Second.sum(1, keepdim: true)))], 1);
    }
}
