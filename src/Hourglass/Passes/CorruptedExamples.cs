using Hourglass.Corruptions;
using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Passes;

/// <summary>
/// A corrupted view of examples in the units of a model, to show what a denoising model does with them. Corruption is drawn from the first example to the
/// last, so only the examples of the current chunk can be read.
/// </summary>
internal sealed class CorruptedExamples : Examples, IDisposable
{
    private readonly TensorRows corrupted;
    private float[] chunk = [];
    private int first;
    private int numbers;

    /// <summary>Corrupts examples; equal seeds give equal corruption.</summary>
    public CorruptedExamples(Examples prepared, Corruption corruption, ulong seed)
        : base(prepared)
    {
        var random = Randomness.Generator(seed, RandomPurpose.Corruption);
        corrupted = TensorRows.Of(prepared, prepared.Shape.Size, batch => corruption.Apply(batch.Rows, random), random);
    }

    /// <summary>Chunks other than the last have a multiple of this number of examples.</summary>
    public int Unit => corrupted.Unit;

    /// <summary>The examples of the current chunk, one after the other; the caller may change them once they are no longer read.</summary>
    public Span<float> Chunk => chunk.AsSpan(0, numbers);

    /// <summary>Corrupts the next chunk, which takes the place of the one before.</summary>
    public void Advance(int start, int count, CancellationToken cancellation)
    {
        (first, numbers) = (start, count * Shape.Size);
        if (chunk.Length < numbers) chunk = new float[numbers];
        corrupted.Compute(start, Chunk, cancellation);
        Side.ClearPadding([.. Enumerable.Range(start, count)], Shape, Chunk);
    }

    /// <inheritdoc/>
    public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination)
    {
        for (var i = 0; i < indices.Length; i++)
            chunk.AsSpan((indices[i] - first) * Shape.Size, Shape.Size).CopyTo(destination.Slice(i * Shape.Size, Shape.Size));
    }

    /// <inheritdoc/>
    public void Dispose() => corrupted.Dispose();
}
