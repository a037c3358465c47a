using System.Diagnostics;

namespace Hourglass.Fuzz;

/// <summary>Ends the process, naming the case, where one file takes too long: a reader that never ends cannot be stopped in another way.</summary>
internal sealed class HangWatch : IDisposable
{
    private readonly TimeSpan patience;
    private readonly Timer timer;
    private volatile string? current;
    private long since;

    public HangWatch(TimeSpan patience)
    {
        this.patience = patience;
        timer = new Timer(_ => Look(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public void Start(string what)
    {
        Interlocked.Exchange(ref since, Stopwatch.GetTimestamp());
        current = what;
    }

    public void Stop() => current = null;

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        if (current is not { } what || Stopwatch.GetElapsedTime(Interlocked.Read(ref since)) < patience) return;
        Console.Error.WriteLine($"{what}: still not read after {patience.TotalSeconds} s");
        Environment.Exit(1);
    }
}
