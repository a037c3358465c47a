using Hourglass.Data;

namespace Hourglass.Tests.Data;

public sealed class DataFingerprintTests
{
    private static Dataset Make(float value = 3, int label = 2, string name = "a", int height = 2) =>
        new(name, new FloatExamples([1, 2, value, 4], new(1, height, 2 / height), [.. Enumerable.Repeat(1, 1), label]),
            new FloatExamples([5, 6], new(1, height, 2 / height), [0]));

    [Fact]
    public void Depends_on_shape_values_and_labels_but_not_on_the_name()
    {
        var fingerprint = Make().Fingerprint();
        Assert.Matches("^[0-9a-f]{16}$", fingerprint);
        Assert.Equal(fingerprint, Make(name: "b").Fingerprint());
        Assert.NotEqual(fingerprint, Make(value: 3.0001f).Fingerprint());
        Assert.NotEqual(fingerprint, Make(label: 3).Fingerprint());
        Assert.NotEqual(fingerprint, Make(height: 1).Fingerprint());
        var data = Make();
        Assert.NotEqual(fingerprint, (data with { Train = data.Test, Test = data.Train }).Fingerprint());
        Assert.NotEqual(fingerprint, (data with { Train = new FloatExamples([1, 2, 3, 4], data.Shape) }).Fingerprint());
    }

    [Fact]
    public void Depends_on_the_cells_of_a_table_and_its_rows_but_not_on_where_they_lie()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", System.Text.Encoding.UTF8.GetBytes(Tables.MixedTable.Text(100)));
        var disk = new TableOptions { Store = StoreKind.Disk, Cache = folder["cache"], Label = "grade" };
        var data = DataSource.Open(path, new DataOptions { Table = disk with { Store = StoreKind.Memory } });
        var fingerprint = data.Fingerprint();
        for (var time = 0; time < 2; time++) Assert.Equal(fingerprint, DataSource.Open(path, new DataOptions { Table = disk }).Fingerprint());
        Assert.Equal(fingerprint, DataSource.Open(path, new DataOptions { Coding = data.Train.Coding }).Fingerprint());
        Assert.NotEqual(fingerprint, (data with { Train = data.Train.Select([1, 0, .. Enumerable.Range(2, 88)]) }).Fingerprint());
        folder.Write("t.csv", System.Text.Encoding.UTF8.GetBytes(Tables.MixedTable.Text(100).Replace("k0099x,", "k0099x,1", StringComparison.Ordinal)));
        Assert.NotEqual(fingerprint, DataSource.Open(path, new DataOptions { Coding = data.Train.Coding }).Fingerprint());
        data.Table!.Write(folder["u.parquet"]);
        Assert.Equal(fingerprint, DataSource.Open(folder["u.parquet"], new DataOptions { Coding = data.Train.Coding }).Fingerprint());
    }

    [Fact]
    public void Does_not_depend_on_how_values_are_stored()
    {
        byte[] bytes = [.. Enumerable.Range(0, 200_000).Select(i => (byte)i)];
        var asBytes = new ByteExamples(bytes, DataShape.Row(100));
        var asFloats = new FloatExamples(Array.ConvertAll(bytes, value => value / 255f), DataShape.Row(100));
        var asView = asFloats.Select([.. Enumerable.Range(0, 2000)]);
        var expected = new Dataset("x", asBytes, asBytes).Fingerprint();
        Assert.Equal(expected, new Dataset("x", asFloats, asFloats).Fingerprint());
        Assert.Equal(expected, new Dataset("x", asView, asBytes).Fingerprint());
    }
}
