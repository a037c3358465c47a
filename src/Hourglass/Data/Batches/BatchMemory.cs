using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Hourglass.Data.Batches;

/// <summary>
/// Reusable memory for one batch: the values of its examples and their side data. A batch is read by a single call of
/// <see cref="Examples.CopyTo"/>; libtorch and vector code use the same memory.
/// </summary>
internal sealed unsafe class BatchMemory : IDisposable
{
    private readonly Examples examples;
    private readonly SideData side;
    private readonly Tensor rows;
    private readonly float* values;
    private readonly long[] labels;
    private readonly long[] lengths;
    private readonly float[] conditions;

    /// <summary>Allocates the memory.</summary>
    /// <param name="examples">The source of the batches.</param>
    /// <param name="most">Maximum number of examples per batch.</param>
    public BatchMemory(Examples examples, int most)
    {
        this.examples = examples;
        side = examples.Side;
        Size = examples.Shape.Size;
        Most = most;
        rows = empty(most, Size, dtype: ScalarType.Float32).DetachFromDisposeScope();
        values = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(rows.bytes));
        labels = new long[side.Labels is null ? 0 : most];
        lengths = new long[side.Lengths is null ? 0 : most];
        ConditionColumns = side.Conditions?.GetLength(1) ?? 0;
        conditions = new float[most * ConditionColumns];
    }

    /// <summary>Maximum number of examples per batch.</summary>
    public int Most { get; }

    /// <summary>Numbers per example.</summary>
    public int Size { get; }

    /// <summary>Number of examples in the last batch read.</summary>
    public int Count { get; private set; }

    /// <summary>The class of each example; empty without labels.</summary>
    public ReadOnlySpan<long> Labels => labels.AsSpan(0, labels.Length == 0 ? 0 : Count);

    /// <summary>Number of side columns per example.</summary>
    public int ConditionColumns { get; }

    /// <summary>The side columns, example by example.</summary>
    public ReadOnlySpan<float> Conditions => conditions.AsSpan(0, Count * ConditionColumns);

    /// <summary>The values of one example.</summary>
    /// <param name="row">Its index in the batch.</param>
    public ReadOnlySpan<float> Row(int row) => new(values + ((nint)row * Size), Size);

    /// <summary>Reads the examples at these positions.</summary>
    /// <param name="positions">At most <see cref="Most"/>.</param>
    public void Read(ReadOnlySpan<int> positions)
    {
        examples.CopyTo(positions, new Span<float>(values, positions.Length * Size));
        Gather(side.Labels, positions, labels);
        Gather(side.Lengths, positions, lengths);
        if (side.Conditions is { Length: > 0 } all)
        {
            var source = MemoryMarshal.CreateReadOnlySpan(ref all[0, 0], all.Length);
            for (var i = 0; i < positions.Length; i++)
                source.Slice(positions[i] * ConditionColumns, ConditionColumns).CopyTo(conditions.AsSpan(i * ConditionColumns));
        }

        Count = positions.Length;
    }

    /// <summary>The batch as tensors. The rows are this memory and valid until the next read; the others belong to the caller's scope.</summary>
    public Batch ToTensors() => new(
        rows.narrow(0, 0, Count),
        side.Labels is null ? null : tensor(Labels.ToArray()),
        side.Conditions is null ? null : tensor(Conditions.ToArray(), [Count, ConditionColumns]),
        side.Lengths is null ? null : tensor(lengths[..Count]));

    /// <inheritdoc/>
    public void Dispose() => rows.Dispose();

    private static void Gather(int[]? source, ReadOnlySpan<int> positions, long[] into)
    {
        if (source is null) return;
        for (var i = 0; i < positions.Length; i++) into[i] = source[positions[i]];
    }
}
