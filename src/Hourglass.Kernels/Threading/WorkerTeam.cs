using System.Runtime.ExceptionServices;

namespace Hourglass.Kernels.Threading;

/// <summary>
/// Threads that wait for work and synchronise after each of its stages. A waiting thread spins for a bounded number of turns, then yields to
/// others, and finally sleeps: otherwise a core that is busy with other work would slow everything down by a factor.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private const int BusyTurns = 2000;
    private const int YieldingTurns = 200;
    private readonly Thread[] threads;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim called = new(0);
    private IWork? work;
    private ExceptionDispatchInfo? failure;
    private int round;
    private int sleepers;
    private int arrived;
    private int meetings;
    private volatile bool closed;

    /// <summary>Starts the threads; the caller of <see cref="Run"/> is one of the workers.</summary>
    /// <param name="workers">Number of workers; at least 1.</param>
    public WorkerTeam(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        Workers = workers;
        threads = new Thread[workers - 1];
        for (var i = 0; i < threads.Length; i++)
        {
            var worker = i + 1;
            threads[i] = new Thread(() => Follow(worker)) { IsBackground = true, Name = $"kernel worker {worker}" };
            threads[i].Start();
        }
    }

    /// <summary>Number of workers.</summary>
    public int Workers { get; }

    /// <summary>Does all stages of the work. An exception of a worker is rethrown here when all have finished.</summary>
    public void Run(IWork task)
    {
        var flushed = DenormalNumbers.Flush(flush: true);
        try
        {
            Lead(task);
        }
        finally
        {
            DenormalNumbers.Flush(flushed);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (closed) return;
        closed = true;
        Begin();
        foreach (var thread in threads) thread.Join();
        called.Dispose();
    }

    private void Lead(IWork task)
    {
        if (threads.Length == 0)
        {
            for (var stage = 0; stage < task.Stages; stage++) task.Do(stage, 0, 1);
            return;
        }

        work = task;
        failure = null;
        Begin();
        Take(task, 0);
        var met = failure;
        work = null;
        met?.Throw();
    }

    private void Follow(int worker)
    {
        DenormalNumbers.Flush(flush: true);
        var seen = 0;
        while (true)
        {
            Await(seen);
            if (closed) return;
            seen = Volatile.Read(ref round);
            Take(work!, worker);
        }
    }

    /// <summary>Waits until a new round has begun.</summary>
    private void Await(int seen)
    {
        for (var turn = 0; turn < BusyTurns + YieldingTurns; turn++)
        {
            if (Volatile.Read(ref round) != seen) return;
            Pause(turn);
        }

        lock (gate)
        {
            if (round != seen) return;
            sleepers++;
        }

        called.Wait();
    }

    private void Begin()
    {
        lock (gate)
        {
            round++;
            if (sleepers > 0) called.Release(sleepers);
            sleepers = 0;
        }
    }

    private void Take(IWork task, int worker)
    {
        for (var stage = 0; stage < task.Stages; stage++)
        {
            try
            {
                if (Volatile.Read(ref failure) is null) task.Do(stage, worker, Workers);
            }
            catch (Exception thrown)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(thrown), null);
            }

            Meet();
        }
    }

    /// <summary>Waits until all workers have arrived.</summary>
    private void Meet()
    {
        var meeting = Volatile.Read(ref meetings);
        if (Interlocked.Increment(ref arrived) == Workers)
        {
            arrived = 0;
            Volatile.Write(ref meetings, meeting + 1);
            return;
        }

        for (var turn = 0; Volatile.Read(ref meetings) == meeting; turn++) Pause(turn);
    }

    private static void Pause(int turn)
    {
        if (turn < BusyTurns) Thread.SpinWait(1);
        else Thread.Yield();
    }
}
