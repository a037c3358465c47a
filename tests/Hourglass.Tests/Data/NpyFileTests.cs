using System.Text;
using CsCheck;
using Hourglass.Data;

namespace Hourglass.Tests.Data;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    internal static byte[] Encode(string type, string shape, byte[] content, bool fortran = false, byte version = 1)
    {
        var text = Encoding.ASCII.GetBytes($"{{'descr': {type}, 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}\n");
        var length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. content];
    }

    private static byte[] Bytes<T>(params T[] values) where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private NpyArray Read(byte[] content) => NpyFile.Read(folder.Write("f.npy", content));

    private string Failure(byte[] content)
    {
        var error = Assert.Throws<HourglassException>(() => Read(content));
        Assert.Contains(folder["f.npy"], error.Message, StringComparison.Ordinal);
        return error.Message;
    }

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Select(Gen.Float.Where(float.IsFinite).Array[0, 60], Gen.Long.Array[0, 20], Gen.Int.Array[1, 20],
            Gen.Byte.Array[1, 20]).Sample((floats, longs, ints, bytes) =>
        {
            foreach (var array in new[]
            {
                new NpyArray(floats, floats.Length), new NpyArray(floats, 1, floats.Length, 1), new NpyArray(longs, longs.Length, 1),
                new NpyArray(ints, 1, ints.Length), new NpyArray(bytes, bytes.Length), new NpyArray(Array.ConvertAll(bytes, b => b > 99), bytes.Length),
            })
            {
                NpyFile.Write(folder["g.npy"], array);
                var read = NpyFile.Read(folder["g.npy"]);
                Assert.Equal(array.Dimensions, read.Dimensions);
                Assert.Equal(array.Elements, read.Elements);
            }
        }, iter: 40, threads: 1);

    [Fact]
    public void A_matrix_is_written_as_numpy_writes_it()
    {
        NpyFile.Write(folder["m.npy"], new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        var bytes = File.ReadAllBytes(folder["m.npy"]);
        // numpy.save(np.array([[1,2,3],[4,5,6]], 'f4')): a header of 128 bytes, then the numbers.
        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".PadRight(117) + "\n";
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(header), .. Bytes<float>(1, 2, 3, 4, 5, 6)], bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Reads_every_header_version(byte version) =>
        Assert.Equal(new float[] { 1, 2 }, Read(Encode("'<f4'", "(2,)", Bytes(1f, 2f), version: version)).Elements);

    [Fact]
    public void Reads_every_element_type()
    {
        Assert.Equal(new[] { 1.5f, -2f }, Read(Encode("'<f8'", "(2,)", Bytes(1.5, -2.0))).Elements);
        Assert.Equal(new[] { 1.5f, -2f }, Read(Encode("'<f2'", "(2,)", Bytes((Half)1.5, (Half)(-2)))).Elements);
        Assert.Equal(new byte[] { 7, 255 }, Read(Encode("'|u1'", "(2,)", [7, 255])).Elements);
        Assert.Equal(new[] { true, false }, Read(Encode("'|b1'", "(2,)", [1, 0])).Elements);
        Assert.Equal(new[] { -7, 9 }, Read(Encode("'<i4'", "(2,)", Bytes(-7, 9))).Elements);
        Assert.Equal(new[] { -7L, 9 }, Read(Encode("'<i8'", "(2,)", Bytes(-7L, 9L))).Elements);
        Assert.Equal(new[] { -7, 9 }, Read(Encode("'|i1'", "(2,)", [249, 9])).Elements);
        Assert.Equal(new[] { -7, 9 }, Read(Encode("'<i2'", "(2,)", Bytes<short>(-7, 9))).Elements);
        Assert.Equal(new[] { 65535, 9 }, Read(Encode("'<u2'", "(2,)", Bytes<ushort>(65535, 9))).Elements);
        Assert.Equal(new[] { 4_000_000_000, 9L }, Read(Encode("'<u4'", "(2,)", Bytes(4_000_000_000, 9u))).Elements);
        Assert.Equal(new[] { 3f }, Read(Encode("'<f4'", "()", Bytes(3f))).Elements);
    }

    [Fact]
    public void Reads_numbers_whose_first_byte_is_the_most_significant()
    {
        byte[] Turned<T>(params T[] values) where T : unmanaged => [.. values.SelectMany(value => Bytes(value).Reverse())];
        Assert.Equal(new[] { 1.5f, -2f }, Read(Encode("'>f8'", "(2,)", Turned(1.5, -2.0))).Elements);
        Assert.Equal(new[] { 1.5f, -2f }, Read(Encode("'>f4'", "(2,)", Turned(1.5f, -2f))).Elements);
        Assert.Equal(new[] { 1.5f, -2f }, Read(Encode("'>f2'", "(2,)", Turned((Half)1.5, (Half)(-2)))).Elements);
        Assert.Equal(new[] { -7L, 9 }, Read(Encode("'>i8'", "(2,)", Turned(-7L, 9L))).Elements);
        Assert.Equal(new[] { -7, 9 }, Read(Encode("'>i4'", "(2,)", Turned(-7, 9))).Elements);
        Assert.Equal(new[] { -7, 9 }, Read(Encode("'>i2'", "(2,)", Turned<short>(-7, 9))).Elements);
        Assert.Equal(new[] { 4_000_000_000, 9L }, Read(Encode("'>u4'", "(2,)", Turned(4_000_000_000, 9u))).Elements);
        Assert.Equal(new[] { 7L, 9 }, Read(Encode("'<u8'", "(2,)", Bytes(7ul, 9ul))).Elements);
    }

    [Fact]
    public void Fortran_order_becomes_row_major()
    {
        Assert.Equal(new float[] { 1, 2, 3, 4, 5, 6 }, Read(Encode("'<f4'", "(2, 3)", Bytes<float>(1, 4, 2, 5, 3, 6), fortran: true)).Elements);
        // a[i, j, k] = 6 i + 2 j + k, with i running fastest in the file.
        byte[] file = [.. from k in Enumerable.Range(0, 2) from j in Enumerable.Range(0, 3) from i in Enumerable.Range(0,
            4) select (byte)((6 * i) + (2 * j) + k)];
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (byte)i).ToArray(), Read(Encode("'|u1'", "(4, 3, 2)", file, fortran: true)).Elements);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains(folder["none.npy"], Assert.Throws<HourglassException>(() => NpyFile.Read(folder["none.npy"])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_truncated_file_says_where_it_ends()
    {
        var content = Encode("'<f4'", "(2, 3)", Bytes<float>(1, 4, 2, 5, 3, 6));
        foreach (var length in new[] { 0, 5, 9, 30, content.Length - 1 })
            Assert.Contains($"ends after {length} of", Failure(content[..length]), StringComparison.Ordinal);
        Assert.Contains("continues after", Failure([.. content, 0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_and_element_types_are_refused()
    {
        Assert.Contains("is not a .npy file", Failure("a,b,c,d,e\n1,2,3"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("version 9", Failure(Encode("'<f4'", "(1,)", Bytes(1f), version: 9)), StringComparison.Ordinal);
        Assert.Contains("pickled", Failure(Encode("'|O'", "(1,)", [0x80, 3])), StringComparison.Ordinal);
        Assert.Contains("only labels can be texts", Failure(Encode("'<U3'", "(1,)", new byte[12])), StringComparison.Ordinal);
        Assert.Contains("x.astype('i8')", Failure(Encode("'<M8[D]'", "(1,)", new byte[8])), StringComparison.Ordinal);
        Assert.Contains("18446744073709551615", Failure(Encode("'<u8'", "(1,)", Bytes(ulong.MaxValue))), StringComparison.Ordinal);
        Assert.Contains("'<U3'", Failure(Encode("'<U3'", "(1,)", new byte[12])), StringComparison.Ordinal);
        Assert.Contains("'<c8'", Failure(Encode("'<c8'", "(1,)", new byte[8])), StringComparison.Ordinal);
        Assert.Contains("named fields", Failure(Encode("[('a', '<f4')]", "(1,)", Bytes(1f))), StringComparison.Ordinal);
        Assert.Contains("cannot be parsed", Failure(Encode("'<f4'", "(1, x)", Bytes(1f))), StringComparison.Ordinal);
    }

    [Fact]
    public void Impossible_sizes_are_refused_before_memory_is_taken()
    {
        Assert.Contains("claims the shape", Failure(Encode("'<f4'", "(99999, 99999)", [])), StringComparison.Ordinal);
        Assert.Contains("claims the shape", Failure(Encode("'<f4'", "(99999999999,)", [])), StringComparison.Ordinal);
        Assert.Contains("ends after", Failure(Encode("'<f8'", "(2000000000,)", [])), StringComparison.Ordinal);
        Assert.Contains("claims a header", Failure([0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_located(float bad)
    {
        var values = Enumerable.Range(0, 70).Select(i => (float)i).ToArray();
        values[38] = bad;
        Assert.Contains("row 5, column 3", Failure(Encode("'<f4'", "(10, 7)", Bytes(values))), StringComparison.Ordinal);
        Assert.Contains("row 5, column 3", Failure(Encode("'<f8'", "(10, 7)", Bytes(Array.ConvertAll(values, v => (double)v)))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_must_fill_its_shape() =>
        Assert.Contains("(2, 4)", Assert.Throws<HourglassException>(() => new NpyArray(new float[7], 2, 4)).Message, StringComparison.Ordinal);
}
