using Hourglass.Kernels.Sparse;

namespace Hourglass.Tests.Kernels;

/// <summary>Sums of vectors for readers of columns, against plain loops.</summary>
public sealed unsafe class ColumnReadersTests
{
    private const int Rows = 37;
    private const int Units = 150;
    private static readonly int[] Widths = [3, 1, 20, 5];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sums_are_those_of_plain_loops_whatever_the_threads(bool masked)
    {
        var (layout, numbers, kept) = Given(masked);
        var vectors = Guarded.Numbers(layout.Tables[^1] * Units, new Random(2));
        using var sparse = SparseRows.Of(numbers, layout.Width);
        var sums = Guarded.Zeros(Rows * layout.Columns * Units);
        var again = Guarded.Zeros(Rows * layout.Columns * Units);
        fixed (byte* mask = kept)
        {
            ColumnReaders.Sum(sparse, layout, mask, vectors.Pointer, Units, Range.All, sums.Pointer, 1);
            ColumnReaders.Sum(sparse, layout, mask, vectors.Pointer, Units, Range.All, again.Pointer, 2);
        }

        Assert.Equal(sums.Span.ToArray(), again.Span.ToArray());
        Assert.Equal(Guarded.Guard, sums.Span[^1]);
        for (var row = 0; row < Rows; row++)
        {
            for (var reader = 0; reader < layout.Columns; reader++)
            {
                for (var unit = 0; unit < Units; unit++)
                {
                    var expected = 0.0;
                    for (var place = 0; place < layout.Starts[reader]; place++)
                        if (IsRead(kept, layout, row, reader, place))
                            expected += numbers[(row * layout.Width) + place] * (double)vectors.Span[VectorOf(layout, reader, place) + unit];
                    Assert.Equal(expected, sums.Span[(((row * layout.Columns) + reader) * Units) + unit], 1e-5);
                }
            }
        }
    }

    [Fact]
    public void One_reader_is_that_of_all()
    {
        var (layout, numbers, _) = Given(masked: false);
        var vectors = Guarded.Numbers(layout.Tables[^1] * Units, new Random(2));
        using var sparse = SparseRows.Of(numbers, layout.Width);
        var all = Guarded.Zeros(Rows * layout.Columns * Units);
        ColumnReaders.Sum(sparse, layout, null, vectors.Pointer, Units, Range.All, all.Pointer, 1);
        for (var reader = 0; reader < layout.Columns; reader++)
        {
            var one = Guarded.Zeros(Rows * Units);
            ColumnReaders.Sum(sparse, layout, null, vectors.Pointer, Units, new Range(reader, reader + 1), one.Pointer, 2);
            for (var row = 0; row < Rows; row++)
                Assert.Equal(all.Span.Slice(((row * layout.Columns) + reader) * Units, Units).ToArray(), one.Span.Slice(row * Units, Units).ToArray());
            Assert.Equal(Guarded.Guard, one.Span[^1]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_gradient_is_added_as_by_plain_loops_whatever_the_threads(bool masked)
    {
        var (layout, numbers, kept) = Given(masked);
        var slope = Guarded.Numbers(Rows * layout.Columns * Units, new Random(3));
        using var sparse = SparseRows.Of(numbers, layout.Width);
        var gradient = Guarded.Zeros(layout.Tables[^1] * Units);
        var again = Guarded.Zeros(layout.Tables[^1] * Units);
        gradient.Span[0] = again.Span[0] = 5;
        fixed (byte* mask = kept)
        {
            ColumnReaders.AddGradient(sparse, layout, mask, slope.Pointer, Units, gradient.Pointer, 1);
            ColumnReaders.AddGradient(sparse, layout, mask, slope.Pointer, Units, again.Pointer, 2);
        }

        Assert.Equal(gradient.Span.ToArray(), again.Span.ToArray());
        Assert.Equal(Guarded.Guard, gradient.Span[^1]);
        for (var reader = 0; reader < layout.Columns; reader++)
        {
            for (var place = 0; place < layout.Starts[reader]; place++)
            {
                for (var unit = 0; unit < Units; unit++)
                {
                    var expected = (reader, place, unit) == (1, 0, 0) ? 5.0 : 0;
                    for (var row = 0; row < Rows; row++)
                        if (IsRead(kept, layout, row, reader, place))
                            expected += numbers[(row * layout.Width) + place] * (double)slope.Span[(((row * layout.Columns) + reader) * Units) + unit];
                    Assert.Equal(expected, gradient.Span[VectorOf(layout, reader, place) + unit], 1e-5);
                }
            }
        }
    }

    [Fact]
    public void Sparse_rows_are_the_numbers_that_are_not_0()
    {
        var (layout, numbers, _) = Given(masked: false);
        numbers.AsSpan(layout.Width, layout.Width).Clear();
        using var sparse = SparseRows.Of(numbers, layout.Width);
        Assert.Equal(Rows, sparse.Count);
        for (var row = 0; row < Rows; row++)
        {
            var again = new float[layout.Width];
            for (var i = 0; i < sparse.PlacesOf(row).Length; i++) again[sparse.PlacesOf(row)[i]] = sparse.ValuesOf(row)[i];
            Assert.Equal(numbers[(row * layout.Width)..((row + 1) * layout.Width)], again);
            Assert.DoesNotContain(0f, sparse.ValuesOf(row).ToArray());
        }

        using var none = SparseRows.Of([], layout.Width);
        Assert.Equal(0, none.Count);
    }

    [Fact]
    public void A_layout_knows_the_column_of_each_number()
    {
        var layout = new ColumnLayout(Widths);
        Assert.Equal((4, 29), (layout.Columns, layout.Width));
        Assert.Equal([0, 3, 4, 24, 29], layout.Starts);
        Assert.Equal([0, 0, 3, 7, 31], layout.Tables);
        Assert.Equal(Widths.SelectMany((width, column) => Enumerable.Repeat(column, width)), layout.ColumnOf.ToArray());
    }

    // Most rows have more than 16 numbers that are not 0, so that the rented arrays have to grow.
    private static (ColumnLayout Layout, float[] Numbers, byte[]? Kept) Given(bool masked)
    {
        var (layout, random) = (new ColumnLayout(Widths), new Random(1));
        float[] numbers = [.. Enumerable.Range(0, Rows * layout.Width).Select(_ => random.Next(10) switch
        {
            < 3 => 0,
            < 6 => 1,
            _ => random.NextSingle() - 0.5f,
        })];
        return (layout, numbers, masked ? [.. Enumerable.Range(0, Rows * layout.Columns * layout.Columns).Select(_ => (byte)random.Next(2))] : null);
    }

    private static int VectorOf(ColumnLayout layout, int reader, int place) => ((int)layout.Tables[reader] + place) * Units;

    private static bool IsRead(byte[]? kept, ColumnLayout layout, int row, int reader, int place) =>
        kept is null || kept[(((row * layout.Columns) + reader) * layout.Columns) + layout.ColumnOf[place]] != 0;
}
