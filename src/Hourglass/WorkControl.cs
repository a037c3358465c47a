namespace Hourglass;

/// <summary>Progress and cancellation of a call, handed down to the loops that do its work.</summary>
/// <param name="Part">What these loops compute, for the caller's display.</param>
/// <param name="Report">Receives the progress; null for none.</param>
/// <param name="Cancellation">Stops the work.</param>
internal readonly record struct WorkControl(string Part, Action<RowsDone>? Report, CancellationToken Cancellation)
{
    /// <summary>The same for another part of the call.</summary>
    public WorkControl For(string part) => this with { Part = part };

    /// <summary>Throws if the call was cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void ThrowIfCancelled() => Cancellation.ThrowIfCancellationRequested();

    /// <summary>Reports progress, and throws if the call was cancelled, before or by the receiver of the report.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Done(int done, int total)
    {
        ThrowIfCancelled();
        Report?.Invoke(new RowsDone(Part ?? "", done, total));
        ThrowIfCancelled();
    }
}
