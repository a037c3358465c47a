using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>
/// Examples in a .npy file, or decoded pictures in a store, that are mapped instead of read: numbers are converted when batches are read, by the rules of
/// <see cref="ArrayFile"/>. The file must not be changed while it is used.
/// </summary>
internal sealed class MappedArray : Examples
{
    // Elements that are converted in one call.
    private const int Part = 1 << 20;

    private static readonly Dictionary<string, Elements> Types = new(StringComparer.Ordinal)
    {
        ["u1"] = new Elements(sizeof(byte), (from, to) =>
        {
            TensorPrimitives.ConvertTruncating<byte, float>(from, to);
            TensorPrimitives.Divide(to, byte.MaxValue, to);
        }),
        ["b1"] = new Elements(sizeof(byte), (from, to) =>
        {
            for (var i = 0; i < to.Length; i++) to[i] = from[i] != 0 ? 1 : 0;
        }),
        ["i1"] = Numbers<sbyte>(),
        ["i2"] = Numbers<short>(),
        ["u2"] = Numbers<ushort>(),
        ["i4"] = Numbers<int>(),
        ["u4"] = Numbers<uint>(),
        ["i8"] = Numbers<long>(),
        ["f2"] = new Elements(Unsafe.SizeOf<Half>(), (from, to) => TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(from), to)),
        ["f4"] = new Elements(sizeof(float), (from, to) => from.CopyTo(MemoryMarshal.AsBytes(to))),
        ["f8"] = Numbers<double>(),
    };

    private readonly MappedFile file;
    private readonly Elements elements;
    private readonly long start;
    private bool areChannelsLast;
    private PictureOptions? readAs;

    private MappedArray(MappedFile file, string type, long start, int count, DataShape shape, SideData side)
        : base(count, shape, side)
    {
        (this.file, elements, this.start) = (file, Types[type], start);
        Kind = type is "u1" or "b1" ? ValueKind.Bytes : ValueKind.Numbers;
    }

    /// <inheritdoc/>
    internal override ValueKind Kind { get; }

    /// <inheritdoc/>
    internal override PictureOptions? Pictures => readAs;

    /// <inheritdoc/>
    internal override bool IsMapped => true;

    /// <summary>Whether the elements of an array can be used where they are: in row-major order, with the least significant byte first.</summary>
    public static bool CanMap(NpyHeader header) => !header.FortranOrder && !header.IsBigEndian && Types.ContainsKey(header.Kind);

    /// <summary>Maps the array of a file and checks that its numbers are finite, in one pass.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="header">Its header, for which <see cref="CanMap"/> is true.</param>
    /// <param name="start">The place of the first element.</param>
    /// <param name="shape">The shape of an example.</param>
    /// <param name="areChannelsLast">Whether the channels of a pixel lie side by side in the file.</param>
    /// <exception cref="HourglassException">The file ends early or continues, or a value is NaN or infinite.</exception>
    public static MappedArray Open(FileStream stream, string path, NpyHeader header, long start, DataShape shape, bool areChannelsLast)
    {
        var end = start + (header.LongCount * Types[header.Kind].Size);
        if (stream.Length != end)
            throw new HourglassException($"The file '{What(path)}' has {Got(stream.Length):N0} bytes and its header declares {Allowed(end):N0}; download or copy " +
                $"it again.");
        var examples = new MappedArray(new MappedFile(stream), header.Kind, start, header.Dimensions[0], shape, new SideData(null))
        {
            areChannelsLast = areChannelsLast && shape.Channels > 1,
        };
        if (header.Kind[0] != 'f') return examples;
        var row = 0;
        examples.ForEachChunk(values =>
        {
            Finite.Require(values, shape.Size, path, row);
            row += values.Length / shape.Size;
        });
        return examples;
    }

    /// <summary>The bytes of pictures in a file, channels first.</summary>
    /// <param name="file">The file.</param>
    /// <param name="start">The place of the first picture.</param>
    /// <param name="count">The number of pictures.</param>
    /// <param name="shape">The shape of each.</param>
    /// <param name="side">Their side data.</param>
    /// <param name="options">How they were read.</param>
    public static MappedArray OfPictures(MappedFile file, long start, int count, DataShape shape, SideData side, PictureOptions options) =>
        new(file, "u1", start, count, shape, side) { readAs = options };

    /// <inheritdoc/>
    public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination)
    {
        var size = Shape.Size;
        var bytes = size * (long)elements.Size;
        var pixels = areChannelsLast ? ArrayPool<float>.Shared.Rent(size) : null;
        for (var i = 0; i < indices.Length; i++)
        {
            var target = destination.Slice(i * size, size);
            var first = start + (indices[i] * bytes);
            if (pixels is null)
            {
                Convert(first, target);
                continue;
            }

            Convert(first, pixels.AsSpan(0, size));
            PlaceChannels(pixels, target);
        }

        if (pixels is not null) ArrayPool<float>.Shared.Return(pixels);
        GC.KeepAlive(file);
    }

    // An example may have more bytes than a span. Elements need not lie at a multiple of their size.
    private void Convert(long first, Span<float> target)
    {
        for (var done = 0; done < target.Length; done += Part)
        {
            var count = Math.Min(Part, target.Length - done);
            elements.Convert(file.Bytes(first + ((long)done * elements.Size), count * elements.Size), target.Slice(done, count));
        }
    }

    private void PlaceChannels(ReadOnlySpan<float> from, Span<float> to)
    {
        var pixels = Shape.Height * Shape.Width;
        for (var channel = 0; channel < Shape.Channels; channel++)
            for (var pixel = 0; pixel < pixels; pixel++)
                to[(channel * pixels) + pixel] = from[(pixel * Shape.Channels) + channel];
    }

    private static Elements Numbers<T>()
        where T : unmanaged, INumberBase<T> =>
        new(Unsafe.SizeOf<T>(), (from, to) => TensorPrimitives.ConvertTruncating<T, float>(MemoryMarshal.Cast<byte, T>(from), to));

    /// <summary>A type of elements.</summary>
    /// <param name="Size">Bytes per element.</param>
    /// <param name="Convert">Converts the bytes of elements to numbers, one per element.</param>
    private sealed record Elements(int Size, Action<ReadOnlySpan<byte>, Span<float>> Convert);
}
