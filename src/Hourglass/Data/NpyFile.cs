using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Hourglass.Files;

namespace Hourglass.Data;

/// <summary>Reads and writes NumPy's .npy files. Pickled objects are rejected: reading one would run its code.</summary>
public static class NpyFile
{
    private const string Readable = "f2, f4, f8, u1, u2, u4, u8, i1, i2, i4, i8 and bool are read";

    // Elements per read or write: a span of bytes is at most 2 GB long.
    private const int Part = 1 << 24;
    private const int LongestText = 1 << 10;

    /// <summary>Reads the file at <paramref name="path"/>; an array in Fortran order is converted to row-major order.</summary>
    /// <exception cref="HourglassException">The file is missing, damaged, of another element type, or a value is NaN or infinite (as a 32-bit
    /// number).</exception>
    public static NpyArray Read(string path) => InputFile.Read(path, stream => Read(stream, path, StreamLength.Exactly(stream.Length)));

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
        var (rows, columns) = (matrix.GetLength(0), matrix.GetLength(1));
        if (matrix.Length == 0) Write(path, [], rows, columns);
        else Write(path, write => TableFile.WriteAll(write, matrix), rows, columns);
    }

    /// <summary>Writes 32-bit numbers as they are computed, whole or not at all.</summary>
    /// <param name="path">The file to write; an existing one is not changed if anything fails.</param>
    /// <param name="fill">Passes all rows in order to the writer that it gets, such as <c>write => model.EncodeTo(examples, write)</c>.</param>
    /// <param name="dimensions">Shape of the array; the first is the number of rows.</param>
    /// <exception cref="HourglassException">The rows are not those of the shape, a value is not finite, or the file cannot be written.</exception>
    public static void Write(string path, Action<RowWriter> fill, params int[] dimensions)
    {
        var rows = new RowSequence(path, dimensions[0], dimensions.Skip(1).Aggregate(1, (product, dimension) => checked(product * dimension)));
        AtomicFile.Write(path, stream =>
        {
            stream.Write(new NpyHeader("<f4", FortranOrder: false, dimensions).Encode());
            fill((first, chunk) =>
            {
                rows.Require(first, chunk);
                for (var start = 0; start < chunk.Length; start += Part)
                    stream.Write(MemoryMarshal.AsBytes(chunk[start..Math.Min(start + Part, chunk.Length)]));
            });
            rows.RequireAll();
        });
    }

    /// <summary>Reads one array from <paramref name="stream"/>, which has <paramref name="available"/> bytes.</summary>
    internal static NpyArray Read(Stream stream, string name, StreamLength available)
    {
        var reader = new ExactReader(stream, name, available);
        var header = NpyHeader.Read(reader, name);
        var source = new Source(reader, header.Count, header.IsBigEndian);
        Array elements = header.Kind switch
        {
            "f4" => source.Same<float>(),
            "f8" => source.Converted<double, float>(value => (float)value),
            "f2" => source.Converted<Half, float>(value => (float)value),
            "u1" => source.Same<byte>(),
            "b1" => source.Converted<byte, bool>(value => value != 0),
            "i4" => source.Same<int>(),
            "i8" => source.Same<long>(),
            "i1" => source.Converted<sbyte, int>(value => value),
            "i2" => source.Converted<short, int>(value => value),
            "u2" => source.Converted<ushort, int>(value => value),
            "u4" => source.Converted<uint, long>(value => value),
            "u8" => source.Converted<ulong, long>(value => Signed(value, name)),
            _ => throw NoNumbers(header, name),
        };
        reader.End();
        var array = new NpyArray(header.FortranOrder ? RowMajor(elements, header.Dimensions) : elements, header.Dimensions);
        array.RequireFinite(name);
        return array;
    }

    /// <summary>Reads an array of texts of a fixed length (NumPy's S and U) from <paramref name="stream"/>, row-major.</summary>
    internal static string[] ReadTexts(Stream stream, string name, StreamLength available)
    {
        var reader = new ExactReader(stream, name, available);
        var header = NpyHeader.Read(reader, name);
        return ReadTexts(reader, header)
            ?? throw new HourglassException($"The .npy file '{What(name)}' holds elements of type '{Got(header.Type)}'; " +
                $"{Allowed("texts are needed, such as np.array(['size', 'colour'])")}.");
    }

    /// <summary>Reads an array of labels: whole numbers of any type exactly, texts, or dates as texts.</summary>
    /// <param name="stream">The array.</param>
    /// <param name="name">Its source, for error messages.</param>
    /// <param name="available">Number of available bytes.</param>
    /// <returns>The labels and the array's dimensions; if a number is not whole, no labels but a description of that number.</returns>
    internal static (LabelColumn? Labels, int[] Dimensions, string? Fractional) ReadLabels(Stream stream, string name, StreamLength available)
    {
        var reader = new ExactReader(stream, name, available);
        var header = NpyHeader.Read(reader, name);
        var source = new Source(reader, header.Count, header.IsBigEndian);
        LabelColumn? labels;
        string? fractional = null;
        if (ReadTexts(reader, header) is { } texts) labels = new LabelColumn(Texts: texts);
        else if (NpyDates.Unit(header.Kind) is { } unit) labels = new LabelColumn(Texts: source.Converted<long, string>(value => unit.Text(value, name)));
        else if (header.Kind[0] == 'f') (labels, fractional) = Whole(Doubles(source, header, name), name);
        else
        {
            labels = new LabelColumn(header.Kind switch
            {
                "u1" or "b1" => source.Converted<byte, long>(value => value),
                "i1" => source.Converted<sbyte, long>(value => value),
                "i2" => source.Converted<short, long>(value => value),
                "u2" => source.Converted<ushort, long>(value => value),
                "i4" => source.Converted<int, long>(value => value),
                "u4" => source.Converted<uint, long>(value => value),
                "i8" => source.Same<long>(),
                "u8" => source.Converted<ulong, long>(value => Signed(value, name)),
                _ => throw NoNumbers(header, name, labels: true),
            });
        }

        reader.End();
        return (labels, header.Dimensions, fractional);
    }

    private static double[] Doubles(Source source, NpyHeader header, string name) => header.Kind switch
    {
        "f4" => source.Converted<float, double>(value => value),
        "f8" => source.Same<double>(),
        "f2" => source.Converted<Half, double>(value => (double)value),
        _ => throw NoNumbers(header, name, labels: true),
    };

    private static (LabelColumn? Labels, string? Fractional) Whole(double[] values, string name)
    {
        if (Array.FindIndex(values, value => !double.IsFinite(value)) is >= 0 and var missing)
            throw new HourglassException($"{What($"Label {missing} of '{name}'")} is {Got(values[missing])}; a label is a whole number or a text: " +
                $"{Allowed("remove the example or give it a separate class")}.");
        return Array.FindIndex(values, value => value != Math.Floor(value) || Math.Abs(value) > 1L << 53) is >= 0 and var bad
            ? (null, FormattableString.Invariant($"{values[bad]} at {bad}"))
            : (new LabelColumn(Array.ConvertAll(values, value => (long)value)), null);
    }

    private static long Signed(ulong value, string name) => value <= long.MaxValue ? (long)value
        : throw new HourglassException($"The .npy file '{What(name)}' holds the number {Got(value)}; " +
            $"{Allowed($"whole numbers are read up to {long.MaxValue}")}.");

    private static HourglassException NoNumbers(NpyHeader header, string name, bool labels = false)
    {
        return new HourglassException($"The .npy file '{What(name)}' holds {Reason()}");

        MessageText Reason()
        {
            switch (header.Kind[0])
            {
                case 'O':
                    return $"{Got("pickled Python objects")}, which are not read because that would run code; " +
                        $"save {Allowed($"a plain array ({(labels ? "np.asarray(y, dtype=str)" : "np.asarray(x, dtype='f4')")})")}.";
                case 'S' or 'U' when labels:
                    return $"{Got($"texts (type '{header.Type}')")} of more than {Allowed($"{LongestText:N0} characters")}; shorten them.";
                case 'S' or 'U':
                    return $"{Got($"texts (type '{header.Type}')")}; examples must be {Allowed("numbers")}, and only labels can be texts (the array 'y' of " +
                        $"an .npz file): convert the texts to numbers.";
                case 'M' or 'm':
                    return $"{Got($"dates or durations (type '{header.Type}')")}; convert them to {Allowed("numbers, such as x.astype('i8')")}.";
                default:
                    return $"{Got($"elements of type '{header.Type}'")}; {Allowed(Readable)}: convert it with astype('f4').";
            }
        }
    }

    private static string[]? ReadTexts(ExactReader reader, NpyHeader header)
    {
        if (header.Kind is not (['S' or 'U', .. var length]) || !int.TryParse(length, out var width) || width is < 1 or > LongestText) return null;
        reader.RequireLength(reader.Position + ((long)header.Count * width));
        var source = new Source(reader, header.Count * width, header.IsBigEndian);
        var symbols = header.Kind[0] == 'S' ? source.Converted<byte, int>(value => value) : source.Same<int>();
        reader.End();
        var texts = new string[header.Count];
        var text = new StringBuilder();
        for (var i = 0; i < texts.Length; i++)
        {
            foreach (var symbol in symbols.AsSpan(i * width, width))
            {
                if (symbol > 0 && Rune.IsValid(symbol)) text.Append(new Rune(symbol).ToString());
            }

            texts[i] = text.ToString();
            text.Clear();
        }

        return texts;
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
    private readonly struct Source(ExactReader reader, int count, bool isBigEndian)
    {
        public T[] Same<T>() where T : unmanaged
        {
            var end = Check(Unsafe.SizeOf<T>());
            var elements = GC.AllocateUninitializedArray<T>(count);
            for (var start = 0; start < count; start += Part) Fill(elements.AsSpan(start, Math.Min(Part, count - start)), end);
            return elements;
        }

        public TTo[] Converted<TFrom, TTo>(Func<TFrom, TTo> convert) where TFrom : unmanaged
        {
            var end = Check(Unsafe.SizeOf<TFrom>());
            var elements = GC.AllocateUninitializedArray<TTo>(count);
            var buffer = new TFrom[Math.Min(count, 1 << 13)];
            for (var start = 0; start < count; start += buffer.Length)
            {
                var part = buffer.AsSpan(0, Math.Min(buffer.Length, count - start));
                Fill(part, end);
                for (var i = 0; i < part.Length; i++) elements[start + i] = convert(part[i]);
            }
            return elements;
        }

        private void Fill<T>(Span<T> part, long end) where T : unmanaged
        {
            reader.Read(MemoryMarshal.AsBytes(part), end);
            if (!isBigEndian) return;
            switch (Unsafe.SizeOf<T>())
            {
                case 2: Turn(MemoryMarshal.Cast<T, ushort>(part)); break;
                case 4: Turn(MemoryMarshal.Cast<T, uint>(part)); break;
                case 8: Turn(MemoryMarshal.Cast<T, ulong>(part)); break;
            }
        }

        private static void Turn(Span<ushort> part) => BinaryPrimitives.ReverseEndianness(part, part);

        private static void Turn(Span<uint> part) => BinaryPrimitives.ReverseEndianness(part, part);

        private static void Turn(Span<ulong> part) => BinaryPrimitives.ReverseEndianness(part, part);

        // Before memory is allocated: a damaged header may claim any size.
        private long Check(int size)
        {
            var end = reader.Position + ((long)count * size);
            reader.RequireLength(end);
            return end;
        }
    }
}
