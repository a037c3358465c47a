using System.IO.Compression;
using System.Text;
using Hourglass.Data;

namespace Hourglass.Tests.Data;

public sealed class FactorTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_goes_with_the_examples_that_are_selected()
    {
        var examples = Rows(6).With(new SideData(Factors: Table()));
        var chosen = examples.Select([4, 1]).Select([1, 0]);
        Assert.Equal([1, 1, 0, 4], chosen.Side.Factors!.Values.Cast<int>());
        Assert.Equal(["kind", "size"], chosen.Side.Factors!.Factors.Select(factor => factor.Name));
        Assert.Equal([1, 4], chosen.Side.Factors!.Column(1));
        Assert.Equal(chosen.Side.Factors, chosen.Binarized(1).Side.Factors);
    }

    [Fact]
    public void It_must_fit()
    {
        Assert.Contains("'size' of example 1 is 9; its values range from 0 to 5",
            Assert.Throws<HourglassException>(() => new FactorTable(Table().Factors, new[,] { { 0, 0 }, { 0, 9 } })).Message, StringComparison.Ordinal);
        Assert.Contains("1 columns for 2 factors", Assert.Throws<HourglassException>(() => new FactorTable(Table().Factors, new int[3, 1])).Message,
            StringComparison.Ordinal);
        Assert.Contains("5 examples but 6 rows of factors", Assert.Throws<HourglassException>(() => Rows(5).With(new SideData(Factors: Table()))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_part_of_the_fingerprint()
    {
        var (train, test) = Split.Random(Rows(6), 0.2);
        var (factored, tested) = Split.Random(Rows(6).With(new SideData(Factors: Table())), 0.2);
        Assert.NotEqual(new Dataset("a", train, test).Fingerprint(), new Dataset("a", factored, tested).Fingerprint());
    }

    [Fact]
    public void An_npz_file_may_carry_it_with_names()
    {
        Npz(("x", "<f4", "(6, 2)", Bytes(new float[12])), ("factors", "<i8", "(6, 2)", Bytes(new long[] { 0, 0, 1, 1, 0, 2, 1, 3, 0, 4, 1, 5 })),
            ("factor_names", "<U4", "(2,)", Encoding.UTF32.GetBytes("kindgrö\u00DFe"[..8])), ("factor_ordered", "|b1", "(2,)", [0, 1]));
        var (train, test) = ArrayFile.LoadNpz(folder["a.npz"]);
        Assert.Null(test);
        Assert.Equal([new Factor("kind", 2, IsOrdered: false), new Factor("größ", 6)], train.Side.Factors!.Factors);
        Assert.Equal([0, 1, 2, 3, 4, 5], train.Side.Factors!.Column(1));
    }

    [Fact]
    public void Splits_share_the_sizes_of_the_factors()
    {
        Npz(("x_train", "<f4", "(3, 1)", Bytes(new float[3])), ("x_test", "<f4", "(2, 1)", Bytes(new float[2])), ("factors_train", "|u1", "(3,)", [0, 1, 2]),
            ("factors_test", "|u1", "(2,)", [0, 7]), ("factor_names", "|S3", "(1,)", "age"u8.ToArray()));
        var (train, test) = ArrayFile.LoadNpz(folder["a.npz"]);
        Assert.Equal([new Factor("age", 8)], train.Side.Factors!.Factors);
        Assert.Equal(train.Side.Factors!.Factors, test!.Side.Factors!.Factors);
    }

    [Theory]
    [InlineData("<f4", "(3,)", "Factor 0 of example 1 of", "is 0.5; factors are whole numbers from 0")]
    [InlineData("<f4", "(3, 1, 1)", "have the shape (3, 1, 1) for 3 examples", "one row of whole numbers")]
    public void Other_arrays_are_refused(string type, string shape, string part, string other)
    {
        Npz(("x", "<f4", "(3, 1)", Bytes(new float[3])), ("factors", type, shape, Bytes(new[] { 0, 0.5f, 1 })));
        var message = Assert.Throws<HourglassException>(() => ArrayFile.LoadNpz(folder["a.npz"])).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.Contains(other, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_must_be_texts_one_a_factor()
    {
        Npz(("x", "<f4", "(3, 1)", Bytes(new float[3])), ("factors", "|u1", "(3,)", [0, 1, 2]), ("factor_names", "<U1", "(2,)", Encoding.UTF32.GetBytes("ab")));
        Assert.Contains("has 2 texts for 1 factors", Assert.Throws<HourglassException>(() => ArrayFile.LoadNpz(folder["a.npz"])).Message,
            StringComparison.Ordinal);
        Npz(("x", "<f4", "(3, 1)", Bytes(new float[3])), ("factors", "|u1", "(3,)", [0, 1, 2]), ("factor_names", "|u1", "(1,)", [65]));
        Assert.Contains("texts are needed", Assert.Throws<HourglassException>(() => ArrayFile.LoadNpz(folder["a.npz"])).Message, StringComparison.Ordinal);
        Npz(("x", "<f4", "(3, 1)", Bytes(new float[3])), ("factors", "|u1", "(3,)", [0, 1, 2]), ("factor_names", "<U1048576", "(2147483591,)", [65]));
        Assert.Contains("factor_names", Assert.Throws<HourglassException>(() => ArrayFile.LoadNpz(folder["a.npz"])).Message, StringComparison.Ordinal);
    }

    private static FloatExamples Rows(int count) => new([.. Enumerable.Range(0, count).Select(i => (float)i)], DataShape.Row(1));

    private static FactorTable Table() =>
        new([new Factor("kind", 2, IsOrdered: false), new Factor("size", 6)], new[,] { { 0, 0 }, { 1, 1 }, { 0, 2 }, { 1, 3 }, { 0, 4 }, { 1, 5 } });

    private static byte[] Bytes<T>(T[] values) where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(values).ToArray();

    private void Npz(params (string Name, string Type, string Shape, byte[] Content)[] arrays)
    {
        using var file = File.Create(folder["a.npz"]);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (var (name, type, shape, content) in arrays)
        {
            using var entry = zip.CreateEntry(name + ".npy").Open();
            var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
            entry.Write([0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(header), .. content]);
        }
    }
}
