using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hourglass.Kernels.Sparse;
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
        BlockSoftmax.Log(Floats(logits), (int)logits.shape[0], ends, Floats(logs), get_num_threads());
        ctx.save_for_backward([logs]);
        ctx.save_data(Ends, ends);
        return logs;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var logs = ctx.get_saved_variables()[0];
        using var slope = grad_output.contiguous();
        var gradient = empty_like(logs);
        BlockSoftmax.Gradient(Floats(logs), Floats(slope), (int)logs.shape[0], (int[])ctx.get_data(Ends), Floats(gradient), get_num_threads());
        return [gradient, null!];
    }

    private static float* Floats(Tensor tensor) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
