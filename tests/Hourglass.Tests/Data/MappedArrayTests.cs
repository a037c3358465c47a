using Hourglass.Data;

namespace Hourglass.Tests.Data;

/// <summary>Arrays that are mapped instead of read.</summary>
public sealed class MappedArrayTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => folder["x.npy"];

    public static TheoryData<string, int[]> Arrays => new(
        (from type in (string[])["<f4", "<f8", "<f2", "|u1", "|b1", "|i1", "<i2", "<u2", "<i4", "<u4", "<i8"]
         from shape in (int[][])[[7, 12], [7, 2, 6], [7, 2, 2, 3], [7, 3, 2, 2], [7, 3, 4, 1]]
         select (type, shape)).Append(("<u2", [4, 700, 600, 3])));

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Arrays))]
    public void Every_type_and_shape_is_what_reading_gives(string type, int[] shape)
    {
        Write(type, shape);
        var (memory, _) = ArrayFile.LoadNpy(File, StoreKind.Auto);
        var (mapped, note) = ArrayFile.LoadNpy(File, StoreKind.Disk);
        Assert.IsType<MappedArray>(mapped);
        Assert.IsNotType<MappedArray>(memory);
        Assert.NotNull(note);
        Assert.Equal(memory.Shape, mapped.Shape);
        Assert.Equal(memory.ToArray(), mapped.ToArray());
        Assert.Equal(memory.Select([3, 1, 3]).ToArray(), mapped.Select([3, 1, 3]).ToArray());
        Assert.Equal(memory.Range, mapped.Range);
    }

    [Fact]
    public void Training_data_is_the_same_and_says_that_it_is_mapped()
    {
        Write("<f8", [20, 4]);
        var (memory, mapped) = (DataSource.Open(File), DataSource.Open(File, new DataOptions { Store = StoreKind.Disk }));
        Assert.Equal(memory.Fingerprint(), mapped.Fingerprint());
        Assert.Empty(memory.Notes);
        Assert.Contains("is mapped", Assert.Single(mapped.Notes).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_is_refused_as_by_reading()
    {
        Write("<f4", [3, 4]);
        var bytes = System.IO.File.ReadAllBytes(File);
        foreach (var damaged in (byte[][])[bytes[..^1], [.. bytes, 0], bytes[..70], bytes[..5], []])
        {
            folder.Write("x.npy", damaged);
            Assert.Equal("x.npy", Path.GetFileName(Assert.Throws<HourglassException>(() => ArrayFile.LoadNpy(File, StoreKind.Disk)).What));
        }

        BitConverter.GetBytes(float.NaN).CopyTo(bytes, bytes.Length - 8);
        folder.Write("x.npy", bytes);
        var (read, mapped) = (Assert.Throws<HourglassException>(() => ArrayFile.LoadNpy(File)),
            Assert.Throws<HourglassException>(() => ArrayFile.LoadNpy(File, StoreKind.Disk)));
        Assert.Equal(read.Message, mapped.Message);
    }

    [Fact]
    public void Other_orders_are_read_or_refused()
    {
        folder.Write("x.npy", [.. new NpyHeader(">f4", FortranOrder: false, [2, 3]).Encode(), .. new byte[24]]);
        Assert.Equal(2, ArrayFile.LoadNpy(File, StoreKind.Auto).Examples.Count);
        Assert.Contains("little-endian", Assert.Throws<UsageException>(() => ArrayFile.LoadNpy(File, StoreKind.Disk)).Message, StringComparison.Ordinal);
        folder.Write("x.npy", [.. new NpyHeader("<f4", FortranOrder: true, [2, 3]).Encode(), .. new byte[24]]);
        Assert.Contains("Fortran", Assert.Throws<UsageException>(() => ArrayFile.LoadNpy(File, StoreKind.Disk)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_of_more_elements_than_fit_in_memory_are_mapped()
    {
        // The file is far too short: what is refused is its length, and not the number of elements.
        const long Elements = 200_000L * 150_000 * 1000;
        folder.Write("x.npy", [.. new NpyHeader("|u1", FortranOrder: false, [200_000, 150_000, 1000]).Encode(), 1]);
        Assert.Contains($"declares {Elements + 128:N0}", Assert.Throws<HourglassException>(() => ArrayFile.LoadNpy(File, StoreKind.Disk)).Message, StringComparison.Ordinal);
        Assert.Contains("at most", Assert.Throws<HourglassException>(() => ArrayFile.LoadNpy(File, StoreKind.Memory)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_that_no_example_can_have_are_refused()
    {
        foreach (var (shape, message) in (IEnumerable<(int[], string)>)[([5], "allowed are"), ([2, 70_000, 70_000], "an example may have at most"),
            ([2, int.MaxValue, int.MaxValue, int.MaxValue], "elements can be read"), ([0, 3], "is empty")])
        {
            folder.Write("x.npy", [.. new NpyHeader("<f4", FortranOrder: false, shape).Encode(), 1]);
            Assert.Contains(message, Assert.Throws<HourglassException>(() => ArrayFile.LoadNpy(File, StoreKind.Disk)).Message, StringComparison.Ordinal);
        }
    }

    // Small numbers in every type: the exponent of the last byte of a floating-point number is that of numbers near 1.
    private void Write(string type, int[] shape)
    {
        var random = new Random(1);
        var size = type[2] - '0';
        var elements = new byte[shape.Aggregate(size, (product, dimension) => product * dimension)];
        random.NextBytes(elements);
        for (var i = size - 1; type[1] == 'f' && i < elements.Length; i += size) elements[i] = 0x3f;
        for (var i = 0; type[1] == 'b' && i < elements.Length; i++) elements[i] &= 1;
        folder.Write("x.npy", [.. new NpyHeader(type, FortranOrder: false, shape).Encode(), .. elements]);
    }
}
