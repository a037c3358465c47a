using System.Runtime.InteropServices;
using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Passes;

/// <summary>Rows computed by libtorch, a batch at a time.</summary>
/// <param name="count">Number of rows.</param>
/// <param name="width">Numbers per row.</param>
/// <param name="compute">Computes a batch, [rows, width], given the index of its first row and the number of rows; called in order.</param>
/// <param name="owned">Disposed of with the computation; may be null.</param>
internal sealed class TensorRows(int count, int width, Func<int, int, Tensor> compute, IDisposable? owned = null) : RowComputation(count, width)
{
    // Results depend on it: on the order of draws and, for libtorch's products, on rounding.
    private const int Batch = 512;

    /// <inheritdoc/>
    public override int Unit => Batch;

    /// <summary>Rows computed from batches of examples.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="width">Numbers per row.</param>
    /// <param name="function">Computes the rows of a batch: [batch, width].</param>
    /// <param name="random">A generator that the function uses; disposed of with the computation. May be null.</param>
    public static TensorRows Of(Examples examples, int width, Func<Batch, Tensor> function, Generator? random = null)
    {
        var batches = new BatchReader(examples, Batch);
        return new TensorRows(examples.Count, width, (first, _) => function(batches.Read(first)), new Owned(batches, random));
    }

    /// <inheritdoc/>
    public override void Compute(int first, Span<float> rows, CancellationToken cancellation)
    {
        using var frozen = no_grad();
        for (var done = 0; done < rows.Length; done += Batch * Width)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var batch = rows[done..Math.Min(done + (Batch * Width), rows.Length)];
            Copy(compute(first + (done / Width), batch.Length / Width), batch);
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => owned?.Dispose();

    /// <summary>Copies the numbers of a tensor.</summary>
    public static void Copy(Tensor from, Span<float> to)
    {
        using var contiguous = from.contiguous();
        MemoryMarshal.Cast<byte, float>(contiguous.bytes).CopyTo(to);
    }

    private sealed class Owned(BatchReader batches, Generator? random) : IDisposable
    {
        public void Dispose()
        {
            batches.Dispose();
            random?.Dispose();
        }
    }
}
