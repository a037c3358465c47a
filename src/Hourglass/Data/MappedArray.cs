using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>
/// Examples in a .npy file that is mapped instead of read: numbers are converted when batches are read, by the rules of <see cref="ArrayFile"/>. The file must
/// not be changed while it is used.
/// </summary>
internal sealed class MappedArray : Examples
{
    private readonly MappedFile file;
    private readonly NpyHeader header;
    private readonly long start;
    private readonly bool areChannelsLast;

    private MappedArray(MappedFile file, NpyHeader header, long start, DataShape shape, bool areChannelsLast)
        : base(header.Dimensions[0], shape, new SideData(null))
    {
        (this.file, this.header, this.start, this.areChannelsLast) = (file, header, start, areChannelsLast);
        Kind = header.Kind is "u1" or "b1" ? ValueKind.Bytes : ValueKind.Numbers;
    }

    /// <inheritdoc/>
    internal override ValueKind Kind { get; }

    /// <summary>Whether the elements of an array can be used where they are: in row-major order, with the least significant byte first.</summary>
    public static bool CanMap(NpyHeader header) => !header.FortranOrder && !header.IsBigEndian && SizeOf(header) is not null;

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
        var end = start + (header.LongCount * SizeOf(header)!.Value);
        if (stream.Length != end)
            throw new HourglassException($"The file '{What(path)}' has {Got(stream.Length):N0} bytes and its header declares {Allowed(end):N0}; download or copy " +
                $"it again.");
        var examples = new MappedArray(new MappedFile(stream), header, start, shape, areChannelsLast);
        if (header.Kind[0] != 'f') return examples;
        var row = 0;
        examples.ForEachChunk(values =>
        {
            Finite.Require(values, shape.Size, path, row);
            row += values.Length / shape.Size;
        });
        return examples;
    }

    /// <inheritdoc/>
    public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination)
    {
        var size = Shape.Size;
        for (var i = 0; i < indices.Length; i++)
        {
            var target = destination.Slice(i * size, size);
            switch (header.Kind)
            {
                case "u1": Copy<byte>(indices[i], target, value => value / 255f); break;
                case "b1": Copy<byte>(indices[i], target, value => value != 0 ? 1 : 0); break;
                case "i1": Copy<sbyte>(indices[i], target, value => value); break;
                case "i2": Copy<short>(indices[i], target, value => value); break;
                case "u2": Copy<ushort>(indices[i], target, value => value); break;
                case "i4": Copy<int>(indices[i], target, value => value); break;
                case "u4": Copy<uint>(indices[i], target, value => value); break;
                case "i8": Copy<long>(indices[i], target, value => value); break;
                case "f2": Copy<Half>(indices[i], target, value => (float)value); break;
                case "f8": Copy<double>(indices[i], target, value => (float)value); break;
                default: Copy<float>(indices[i], target, value => value); break;
            }
        }

        GC.KeepAlive(file);
    }

    private static int? SizeOf(NpyHeader header) => header.Kind switch
    {
        "u1" or "b1" or "i1" => 1,
        "f2" or "i2" or "u2" => 2,
        "f4" or "i4" or "u4" => 4,
        "f8" or "i8" => 8,
        _ => null,
    };

    private void Copy<T>(int index, Span<float> target, Func<T, float> convert)
        where T : unmanaged
    {
        // Elements need not lie at a multiple of their size.
        var bytes = file.Memory<byte>(start + ((long)index * target.Length * Unsafe.SizeOf<T>()), target.Length * Unsafe.SizeOf<T>()).Span;
        var values = MemoryMarshal.Cast<byte, T>(bytes);
        if (!areChannelsLast || Shape.Channels == 1)
        {
            if (typeof(T) == typeof(float)) bytes.CopyTo(MemoryMarshal.AsBytes(target));
            else
                for (var j = 0; j < target.Length; j++) target[j] = convert(values[j]);
            return;
        }

        var pixels = Shape.Height * Shape.Width;
        for (var pixel = 0; pixel < pixels; pixel++)
            for (var channel = 0; channel < Shape.Channels; channel++)
                target[(channel * pixels) + pixel] = convert(values[(pixel * Shape.Channels) + channel]);
    }
}
