using System.Runtime.InteropServices;

namespace Hourglass.Cli;

/// <summary>
/// Turns the first Ctrl-C or SIGTERM into a request to stop cleanly while work is running that checks for it. A second signal, and any signal at
/// other times, ends the process.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly Output output;
    private volatile bool watched;

    /// <summary>Starts listening.</summary>
    /// <param name="output">Receives the message that the process is stopping.</param>
    public StopSignals(Output output)
    {
        this.output = output;
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Receive), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Receive)];
    }

    /// <summary>Whether a stop was requested.</summary>
    public bool Asked => source.IsCancellationRequested;

    /// <summary>Runs work that checks for the request.</summary>
    public T While<T>(Func<CancellationToken, T> work)
    {
        var outer = watched;
        watched = true;
        try
        {
            return work(source.Token);
        }
        finally
        {
            watched = outer;
        }
    }

    /// <summary>Handles a signal, or leaves it to the system.</summary>
    internal void Receive(PosixSignalContext context)
    {
        if (!watched || Asked) return;
        context.Cancel = true;
        output.Say("Stopping after the current step; press Ctrl-C again to quit immediately.");
        source.Cancel();
    }

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        source.Dispose();
    }
}
