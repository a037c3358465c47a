using Hourglass.Data;

namespace Hourglass.Tests.Data;

/// <summary>One pass for several computations gives each of them what a pass of its own would.</summary>
public sealed class ChunkPassTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(1000, 7)]
    [InlineData(9001, 100)]
    [InlineData(3, 200_000)]
    public void Every_visitor_sees_all_values_in_order_and_whole_examples(int count, int size)
    {
        var random = new Random(1);
        var examples = new FloatExamples([.. Enumerable.Range(0, count * size).Select(_ => random.NextSingle())], DataShape.Row(size));
        List<float> first = [], second = [];
        ChunkPass.Run(examples, [values => Add(first, values), values => Add(second, values)]);
        Assert.Equal(examples.ToArray(), first);
        Assert.Equal(first, second);

        void Add(List<float> seen, ReadOnlySpan<float> values)
        {
            Assert.Equal(0, values.Length % size);
            seen.AddRange(values);
        }
    }

    [Fact]
    public void A_reading_error_is_thrown_as_it_is()
    {
        var calls = 0;
        var broken = new Training.CountedExamples(new FloatExamples(new float[1_000_000], DataShape.Row(10)), Read) { Armed = true };
        Assert.Equal("The disk is gone.", Assert.Throws<HourglassException>(() => ChunkPass.Run(broken, [_ => { }])).Message);

        void Read()
        {
            if (++calls == 200) throw new HourglassException("The disk is gone.");
        }
    }
}
