namespace Hourglass.Cli;

/// <summary>Shows the progress of a computation that takes longer than a moment as one line of a terminal, which is cleared at the end.</summary>
internal sealed class ProgressLine(Output output) : IDisposable
{
    private const int Patience = 2000;
    private const int Interval = 100;
    private readonly long started = Environment.TickCount64;
    private long shown;

    /// <summary>Receives the progress; null where nothing can be redrawn.</summary>
    public Action<RowsDone>? Report => output.IsLive ? Show : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (shown > 0) output.Redraw("");
    }

    private void Show(RowsDone done)
    {
        var now = Environment.TickCount64;
        if (now - started < Patience || now - shown < Interval) return;
        shown = now;
        output.Redraw($"{done.Part}: {done.Done:N0} of {done.Total:N0}");
    }
}
