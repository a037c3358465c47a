using System.Runtime.InteropServices;

namespace Hourglass.Cli;

/// <summary>
/// Turns the first Ctrl-C or terminate signal into a request for a clean stop, while somebody looks for it; the second one, and the first one
/// while nobody does, end the process the usual way.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly Output output;
    private volatile bool watched;

    /// <summary>Listens from now on.</summary>
    /// <param name="output">Where to say that the process is stopping.</param>
    public StopSignals(Output output)
    {
        this.output = output;
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Receive), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Receive)];
    }

    /// <summary>Whether a stop was asked for.</summary>
    public bool Asked => source.IsCancellationRequested;

    /// <summary>Does work that looks at the request as long as it lasts.</summary>
    public T While<T>(Func<CancellationToken, T> work)
    {
        watched = true;
        try
        {
            return work(source.Token);
        }
        finally
        {
            watched = false;
        }
    }

    /// <summary>Takes a signal, or leaves it to the system.</summary>
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
