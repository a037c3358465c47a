namespace Hourglass.Data;

/// <summary>Pictures kept as bytes; a batch gets value / 255.</summary>
public sealed class ByteExamples : Examples
{
    private static readonly float[] UnitScale = [.. Enumerable.Range(0, 256).Select(value => value / 255f)];
    private readonly byte[] bytes;

    /// <summary>Wraps <paramref name="bytes"/> (count x shape.Size, row-major, channels first) without copying.</summary>
    public ByteExamples(byte[] bytes, DataShape shape, int[]? labels = null)
        : base(bytes.Length / shape.Size, shape, labels)
    {
        if (bytes.Length % shape.Size != 0)
            throw new HourglassException($"{bytes.Length} bytes are not a whole number of {shape} pictures; give a multiple of {shape.Size}.");
        this.bytes = bytes;
    }

    /// <summary>The bytes of all examples, row-major, channels first.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <inheritdoc/>
    public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination)
    {
        var size = Shape.Size;
        var scale = UnitScale;
        for (var i = 0; i < indices.Length; i++)
        {
            var from = bytes.AsSpan(indices[i] * size, size);
            var to = destination.Slice(i * size, size);
            for (var j = 0; j < from.Length; j++) to[j] = scale[from[j]];
        }
    }
}
