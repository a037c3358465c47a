using Hourglass.Data;
using Hourglass.Data.Batches;

namespace Hourglass.Tests.Data.Batches;

/// <summary>The batches of an epoch, read ahead or not.</summary>
public sealed class BatchQueueTests
{
    private const int Count = 103;
    private static readonly DataShape Shape = DataShape.Row(3);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_epoch_has_its_examples_in_its_order_with_what_they_carry(bool ahead)
    {
        var examples = Numbered();
        using var queue = new BatchQueue(examples, 8, ahead);
        for (var epoch = 0; epoch < 30; epoch++)
        {
            var order = EpochOrder.Of(Count, 0, 1, 1, epoch);
            var expected = new int[Count];
            order.CopyTo(0, expected);
            queue.Begin(order, step: epoch % 5);
            for (var start = epoch % 5 * 8; start < Count; start += 8)
            {
                var batch = queue.Next();
                Assert.Equal(Math.Min(8, Count - start), batch.Count);
                for (var row = 0; row < batch.Count; row++)
                {
                    var position = expected[start + row];
                    Assert.Equal([position, position + 0.25f, position + 0.5f], batch.Row(row).ToArray());
                    Assert.Equal(position % 7, batch.Labels[row]);
                    Assert.Equal([position, -position], batch.Conditions.Slice(row * 2, 2).ToArray());
                }
            }

            Assert.Throws<InvalidOperationException>(queue.Next);
        }
    }

    [Fact]
    public void A_batch_is_one_call_of_CopyTo()
    {
        var source = new Watched(Numbered());
        using var queue = new BatchQueue(source, 8, ahead: true);
        queue.Begin(EpochOrder.Of(Count, 0, 1, 1, 0), 0);
        for (var step = 0; step < 13; step++) queue.Next();
        Assert.Equal([.. Enumerable.Repeat(8, 12), 7], source.Sizes);
    }

    [Fact]
    public void Reading_happens_on_another_thread_and_keeps_within_the_memory_of_the_queue()
    {
        var source = new Watched(Numbered());
        using var queue = new BatchQueue(source, 1, ahead: true);
        queue.Begin(EpochOrder.Of(Count, 0, 1, 1, 0), 0);
        for (var step = 0; step < 50; step++)
        {
            queue.Next();
            Assert.InRange(source.Sizes.Count, step + 1, step + 9);
        }

        Assert.DoesNotContain(Environment.CurrentManagedThreadId, source.Threads);
        Assert.Single(source.Threads.Distinct());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_reading_throws_is_thrown_where_the_batch_is_asked_for_and_the_next_epoch_is_whole(bool ahead)
    {
        var source = new Watched(Numbered()) { FailsAt = 4 };
        using var queue = new BatchQueue(source, 8, ahead);
        queue.Begin(EpochOrder.Of(Count, 0, 1, 1, 0), 0);
        for (var step = 0; step < 4; step++) Assert.Equal(8, queue.Next().Count);
        Assert.Equal("The disk is gone.", Assert.Throws<HourglassException>(queue.Next).Message);
        queue.End();

        source.FailsAt = -1;
        queue.Begin(EpochOrder.Of(Count, 0, 1, 1, 1), 0);
        for (var step = 0; step < 13; step++) queue.Next();
    }

    [Fact]
    public void An_epoch_that_is_given_up_leaves_no_reader_behind()
    {
        var source = new Watched(Numbered());
        var queue = new BatchQueue(source, 1, ahead: true);
        for (var epoch = 0; epoch < 50; epoch++)
        {
            queue.Begin(EpochOrder.Of(Count, 0, 1, 1, epoch), 0);
            if (epoch % 2 == 0) queue.Next();
        }

        queue.Dispose();
        var read = source.Sizes.Count;
        Assert.All(source.Readers, reader => Assert.False(reader.IsAlive));
        Assert.Equal(read, source.Sizes.Count);
    }

    private static Examples Numbered()
    {
        var columns = new float[Count, 2];
        for (var i = 0; i < Count; i++) (columns[i, 0], columns[i, 1]) = (i, -i);
        return new FloatExamples([.. Enumerable.Range(0, Count).SelectMany(i => new[] { i, i + 0.25f, i + 0.5f })], Shape)
            .With(new SideData([.. Enumerable.Range(0, Count).Select(i => i % 7)], columns));
    }

    private sealed class Watched : Examples
    {
        private readonly Examples source;
        private readonly List<int> sizes = [];

        public Watched(Examples source)
            : base(source) => this.source = source;

        public List<Thread> Readers { get; } = [];

        public IEnumerable<int> Threads => Readers.Select(reader => reader.ManagedThreadId);

        public int FailsAt { get; set; } = -1;

        public IReadOnlyList<int> Sizes
        {
            get
            {
                lock (sizes) return [.. sizes];
            }
        }

        public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination)
        {
            lock (sizes)
            {
                if (sizes.Count == FailsAt) throw new HourglassException("The disk is gone.");
                sizes.Add(indices.Length);
                Readers.Add(Thread.CurrentThread);
            }

            source.CopyTo(indices, destination);
        }
    }
}
