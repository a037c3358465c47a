using System.Runtime.InteropServices;
using System.Text;
using Hourglass.Persistence;

namespace Hourglass.Data;

/// <summary>Reads and writes NumPy's .npy files. Pickled objects are refused: reading one would run its code.</summary>
public static class NpyFile
{
    private const string Readable = "f2, f4, f8, u1, u2, u4, i1, i2, i4, i8 (little-endian) and bool are read";

    // Elements read or written at once: a span of bytes is at most 2 GB long.
    private const int Part = 1 << 24;
    private const int LongestText = 1 << 10;

    /// <summary>Reads the file at <paramref name="path"/>; an array in Fortran order is turned to row-major.</summary>
    /// <exception cref="HourglassException">The file is missing, damaged, of another element type, or a value is NaN or infinite (as a 32-bit number).</exception>
    public static NpyArray Read(string path) => InputFile.Read(path, stream => Read(stream, path, stream.Length));

    /// <summary>Writes <paramref name="array"/> whole or not at all.</summary>
    /// <exception cref="HourglassException">The file cannot be written.</exception>
    public static void Write(string path, NpyArray array) => AtomicFile.Write(path, stream => Write(stream, array));

    /// <summary>Writes 32-bit numbers, row-major, of the shape <paramref name="dimensions"/>.</summary>
    /// <exception cref="HourglassException">The numbers do not fill the shape, or the file cannot be written.</exception>
    public static void Write(string path, float[] values, params int[] dimensions) => Write(path, new NpyArray(values, dimensions));

    /// <summary>Writes a matrix of 32-bit numbers.</summary>
    /// <exception cref="HourglassException">The file cannot be written.</exception>
    public static void Write(string path, float[,] matrix)
    {
        var values = new float[matrix.Length];
        Buffer.BlockCopy(matrix, 0, values, 0, matrix.Length * sizeof(float));
        Write(path, values, matrix.GetLength(0), matrix.GetLength(1));
    }

    /// <summary>Reads one array from <paramref name="stream"/>, which holds <paramref name="available"/> bytes.</summary>
    internal static NpyArray Read(Stream stream, string name, long available)
    {
        var reader = new ExactReader(stream, name);
        var header = NpyHeader.Read(reader, name);
        var count = header.Dimensions.Aggregate(1, (product, dimension) => product * dimension);
        var source = new Source(reader, count, available);
        Array elements = header.Type switch
        {
            "<f4" => source.Same<float>(4),
            "<f8" => source.Converted<double, float>(8, value => (float)value),
            "<f2" => source.Converted<Half, float>(2, value => (float)value),
            "|u1" or "<u1" => source.Same<byte>(1),
            "|b1" => source.Converted<byte, bool>(1, value => value != 0),
            "<i4" => source.Same<int>(4),
            "<i8" => source.Same<long>(8),
            "|i1" or "<i1" => source.Converted<sbyte, int>(1, value => value),
            "<i2" => source.Converted<short, int>(2, value => value),
            "<u2" => source.Converted<ushort, int>(2, value => value),
            "<u4" => source.Converted<uint, long>(4, value => value),
            ['|', 'O', ..] => throw new HourglassException($"The .npy file '{name}' holds pickled Python objects, which are not read because that would run code; save a plain array (np.asarray(x, dtype='f4'))."),
            _ => throw new HourglassException($"The .npy file '{name}' holds elements of type '{header.Type}'; {Readable}: convert it with astype('f4')."),
        };
        reader.End();
        var array = new NpyArray(header.FortranOrder ? RowMajor(elements, header.Dimensions) : elements, header.Dimensions);
        array.RequireFinite(name);
        return array;
    }

    /// <summary>Reads an array of texts of a fixed length (NumPy's S and U) from <paramref name="stream"/>, row-major.</summary>
    internal static string[] ReadTexts(Stream stream, string name, long available)
    {
        var reader = new ExactReader(stream, name);
        var header = NpyHeader.Read(reader, name);
        if (header.Type is not ([_, 'S' or 'U', .. var length]) || !int.TryParse(length, out var width) || width is < 1 or > LongestText || header.Type[0] == '>')
            throw new HourglassException($"The .npy file '{name}' holds elements of type '{header.Type}'; texts are needed, such as np.array(['size', 'colour']).");
        var count = header.Dimensions.Aggregate(1, (product, dimension) => product * dimension);
        if ((long)count * width > available) throw reader.Truncated(available, reader.Position + ((long)count * width));
        var source = new Source(reader, count * width, available);
        var symbols = header.Type[1] == 'S' ? source.Converted<byte, int>(1, value => value) : source.Same<int>(4);
        reader.End();
        return [.. symbols.Chunk(width).Select(text => string.Concat(text.Where(symbol => symbol > 0 && Rune.IsValid(symbol)).Select(symbol => new Rune(symbol))))];
    }

    /// <summary>Writes one array to <paramref name="stream"/>, row-major, little-endian.</summary>
    internal static void Write(Stream stream, NpyArray array)
    {
        switch (array.Elements)
        {
            case float[] values: Write(stream, "<f4", array, values); break;
            case int[] values: Write(stream, "<i4", array, values); break;
            case long[] values: Write(stream, "<i8", array, values); break;
            case bool[] values: Write(stream, "|b1", array, values); break;
            default: Write(stream, "|u1", array, (byte[])array.Elements); break;
        }
    }

    private static void Write<T>(Stream stream, string type, NpyArray array, T[] elements) where T : unmanaged
    {
        stream.Write(new NpyHeader(type, FortranOrder: false, [.. array.Dimensions]).Encode());
        for (var start = 0; start < elements.Length; start += Part)
            stream.Write(MemoryMarshal.AsBytes(elements.AsSpan(start, Math.Min(Part, elements.Length - start))));
    }

    private static Array RowMajor(Array elements, int[] dimensions) => elements switch
    {
        float[] values => RowMajor(values, dimensions),
        byte[] values => RowMajor(values, dimensions),
        bool[] values => RowMajor(values, dimensions),
        int[] values => RowMajor(values, dimensions),
        _ => RowMajor((long[])elements, dimensions),
    };

    private static T[] RowMajor<T>(T[] from, int[] dimensions)
    {
        var to = new T[from.Length];
        var index = new int[dimensions.Length];
        var source = 0;
        for (var target = 0; target < to.Length; target++)
        {
            to[target] = from[source];
            // One step of the row-major odometer; a step of dimension d moves by the product of the dimensions before it.
            var stride = from.Length;
            for (var d = dimensions.Length - 1; d >= 0; d--)
            {
                stride /= dimensions[d];
                source += stride;
                if (++index[d] < dimensions[d]) break;
                source -= index[d] * stride;
                index[d] = 0;
            }
        }
        return to;
    }

    /// <summary>The elements that follow the header.</summary>
    private readonly struct Source(ExactReader reader, int count, long available)
    {
        public T[] Same<T>(int size) where T : unmanaged
        {
            var end = Check(size);
            var elements = GC.AllocateUninitializedArray<T>(count);
            for (var start = 0; start < count; start += Part)
                reader.Read(MemoryMarshal.AsBytes(elements.AsSpan(start, Math.Min(Part, count - start))), end);
            return elements;
        }

        public TTo[] Converted<TFrom, TTo>(int size, Func<TFrom, TTo> convert) where TFrom : unmanaged
        {
            var end = Check(size);
            var elements = GC.AllocateUninitializedArray<TTo>(count);
            var buffer = new TFrom[Math.Min(count, 1 << 13)];
            for (var start = 0; start < count; start += buffer.Length)
            {
                var part = buffer.AsSpan(0, Math.Min(buffer.Length, count - start));
                reader.Read(MemoryMarshal.AsBytes(part), end);
                for (var i = 0; i < part.Length; i++) elements[start + i] = convert(part[i]);
            }
            return elements;
        }

        // Before memory is taken: a damaged header may claim any size.
        private long Check(int size)
        {
            var end = reader.Position + ((long)count * size);
            return available >= end ? end : throw reader.Truncated(available, end);
        }
    }
}
