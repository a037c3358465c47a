using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Hourglass.Data.Batches;

/// <summary>
/// The batches of an epoch in order. A separate thread reads some of them ahead, so that a step does not wait for its
/// examples. Exceptions from reading are thrown when the batch is requested. Only one thread at a time may request batches.
/// </summary>
internal sealed class BatchQueue : IDisposable
{
    private const int MostAhead = 8;

    // A queue of large batches holds fewer of them; at least two, one in use and one being read.
    private const long NumbersAhead = 1 << 24;
    private readonly int batchSize;
    private readonly int[] positions;
    private readonly BatchMemory[] ring;
    private readonly object gate = new();
    private Thread? thread;
    private EpochOrder? order;
    private ExceptionDispatchInfo? failure;
    private int next;
    private long read;
    private long taken;
    private bool reading;
    private bool resting;
    private bool closed;
    private long waited;

    /// <summary>Allocates the memory; nothing is read before <see cref="Begin"/>.</summary>
    /// <param name="examples">The source of the batches.</param>
    /// <param name="batchSize">Examples per batch; the last one of an epoch may have fewer.</param>
    /// <param name="ahead">Whether batches are read ahead; otherwise each is read when requested, on the requesting thread.</param>
    public BatchQueue(Examples examples, int batchSize, bool ahead)
    {
        this.batchSize = Math.Min(batchSize, Math.Max(1, examples.Count));
        positions = new int[this.batchSize];
        var each = Math.Max(1, (long)this.batchSize * examples.Shape.Size);
        ring = new BatchMemory[ahead ? (int)Math.Clamp(NumbersAhead / each, 2, MostAhead) : 1];
        for (var i = 0; i < ring.Length; i++) ring[i] = new BatchMemory(examples, this.batchSize);
    }

    /// <summary>Seconds that <see cref="Next"/> has taken since <see cref="Begin"/>.</summary>
    public double Waited => (double)waited / Stopwatch.Frequency;

    private bool ReadsAhead => ring.Length > 1;

    /// <summary>Starts an epoch.</summary>
    /// <param name="epoch">The order of its examples.</param>
    /// <param name="step">Index of the first batch to be requested, from 0.</param>
    public void Begin(EpochOrder epoch, int step)
    {
        End();
        lock (gate)
        {
            (order, next, waited) = (epoch, step, 0);
            if (ReadsAhead && thread is null)
            {
                thread = new Thread(ReadOn) { IsBackground = true, Name = "batch reader" };
                thread.Start();
            }

            Monitor.PulseAll(gate);
        }
    }

    /// <summary>The next batch; it invalidates the previous one.</summary>
    /// <exception cref="InvalidOperationException">The epoch has no more batches.</exception>
    public BatchMemory Next()
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            return Take();
        }
        finally
        {
            waited += Stopwatch.GetTimestamp() - started;
        }
    }

    private BatchMemory Take()
    {
        if (!ReadsAhead)
        {
            var start = NextStart() ?? throw NoMore();
            Read(ring[0], order!, start);
            next++;
            return ring[0];
        }

        lock (gate)
        {
            taken++;
            if (resting && Free >= ring.Length / 2) Monitor.PulseAll(gate);
            while (read < taken && failure is null)
            {
                if (NextStart() is null && !reading) throw NoMore();
                Monitor.Wait(gate);
            }

            // Batches that were read before the failure are still valid.
            if (read < taken) failure!.Throw();
            return ring[(taken - 1) % ring.Length];
        }
    }

    /// <summary>Stops reading; returns when the current read, if any, has completed.</summary>
    public void End()
    {
        lock (gate)
        {
            order = null;
            while (reading) Monitor.Wait(gate);
            (read, taken, failure) = (0, 0, null);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        lock (gate)
        {
            closed = true;
            Monitor.PulseAll(gate);
        }

        thread?.Join();
        foreach (var memory in ring) memory.Dispose();
    }

    /// <summary>Number of batches of the ring that are free.</summary>
    private long Free => ring.Length - (read - Math.Max(0, taken - 1));

    private static InvalidOperationException NoMore() => new("The epoch has no more batches.");

    private int? NextStart() => order is not null && (long)next * batchSize < order.Count ? next * batchSize : null;

    private void Read(BatchMemory memory, EpochOrder epoch, int start)
    {
        var chosen = positions.AsSpan(0, Math.Min(batchSize, epoch.Count - start));
        epoch.CopyTo(start, chosen);
        memory.Read(chosen);
    }

    private void ReadOn()
    {
        while (true)
        {
            int start;
            EpochOrder epoch;
            BatchMemory memory;
            lock (gate)
            {
                // Once the ring is full, reading waits until half of it is free: waking up for each batch would cost more than reading a small one.
                while (!closed && (failure is not null || NextStart() is null || Free < (resting ? ring.Length / 2 : 1)))
                {
                    resting = true;
                    Monitor.Wait(gate);
                }

                if (closed) return;
                resting = false;
                start = NextStart()!.Value;
                epoch = order!;
                memory = ring[read % ring.Length];
                reading = true;
            }

            ExceptionDispatchInfo? thrown = null;
            try
            {
                Read(memory, epoch, start);
            }
            catch (Exception e)
            {
                thrown = ExceptionDispatchInfo.Capture(e);
            }

            lock (gate)
            {
                reading = false;
                failure = thrown;
                if (thrown is null)
                {
                    next++;
                    read++;
                }

                Monitor.PulseAll(gate);
            }
        }
    }
}
