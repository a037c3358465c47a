namespace Hourglass.Training;

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were done.</summary>
    Finished,

    /// <summary>The validation loss had not improved for the number of epochs that patience allows.</summary>
    EarlyStopped,

    /// <summary>The user stopped it (Ctrl-C); the run can be resumed.</summary>
    Interrupted,

    /// <summary>A number was not finite; the best weights so far are kept.</summary>
    NotFinite,
}
