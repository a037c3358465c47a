using System.Runtime.Intrinsics;
using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>Pictures stored as bytes; a batch contains value / 255.</summary>
public sealed class ByteExamples : Examples
{
    private readonly byte[] bytes;
    private readonly ByteExamples? placed;

    /// <summary>Wraps <paramref name="bytes"/> (count x shape.Size, row-major, channels first) without copying.</summary>
    public ByteExamples(byte[] bytes, DataShape shape, int[]? labels = null, ClassNames? classes = null)
        : base(bytes.Length / shape.Size, shape, new SideData(labels, Classes: classes))
    {
        if (bytes.Length % shape.Size != 0)
            throw new HourglassException($"{Got(bytes.Length)} {What("bytes")} are not a whole number of {shape} images; give " +
                $"{Allowed($"a multiple of {shape.Size}")}.");
        this.bytes = bytes;
    }

    private ByteExamples(ByteExamples source, DataSplit split)
        : base(source, split) => (bytes, placed, ReadAs) = (source.bytes, source, source.ReadAs);

    /// <summary>The bytes of all examples, row-major, channels first.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <inheritdoc/>
    internal override ValueKind Kind => ValueKind.Bytes;

    /// <inheritdoc/>
    internal override PictureOptions? Pictures => ReadAs;

    /// <inheritdoc/>
    internal override Examples SameValues => placed?.SameValues ?? this;

    /// <summary>The options with which the pictures were read from files, or null.</summary>
    internal PictureOptions? ReadAs { get; init; }

    /// <inheritdoc/>
    public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination)
    {
        var size = Shape.Size;
        for (var i = 0; i < indices.Length; i++)
            Scale(bytes.AsSpan(indices[i] * size, size), destination.Slice(i * size, size));
    }

    /// <inheritdoc/>
    private protected override Examples Placed(DataSplit split) => new ByteExamples(this, split);

    // A division, not a product with 1 / 255, so that every value is the nearest 32-bit number to value / 255.
    private static void Scale(ReadOnlySpan<byte> from, Span<float> to)
    {
        var j = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; j <= from.Length - Vector128<byte>.Count; j += Vector128<byte>.Count)
            {
                var (lower, upper) = Vector256.Widen(Vector256.WidenLower(Vector128.Create(from[j..]).ToVector256Unsafe()));
                (Vector256.ConvertToSingle(lower.AsInt32()) / 255f).CopyTo(to[j..]);
                (Vector256.ConvertToSingle(upper.AsInt32()) / 255f).CopyTo(to[(j + Vector256<float>.Count)..]);
            }
        }
        for (; j < from.Length; j++) to[j] = from[j] / 255f;
    }
}
