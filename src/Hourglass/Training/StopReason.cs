namespace Hourglass.Training;

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were done.</summary>
    Finished,

    /// <summary>The validation loss had not improved for as many epochs as patience allows.</summary>
    EarlyStopped,

    /// <summary>Someone asked for it (Ctrl-C); the run can be continued.</summary>
    Interrupted,

    /// <summary>A number was not finite; the best weights so far are kept.</summary>
    NotFinite,
}
