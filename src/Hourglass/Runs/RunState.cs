namespace Hourglass.Runs;

/// <summary>The state of a run.</summary>
public enum RunState
{
    /// <summary>No step has been trained, or none was saved: there are no weights to use.</summary>
    NeverTrained,

    /// <summary>A process is training it.</summary>
    Training,

    /// <summary>Training was stopped on request, or its process was killed, before all epochs were done; it can be resumed.</summary>
    Interrupted,

    /// <summary>Training met a non-finite number.</summary>
    Failed,

    /// <summary>Training finished.</summary>
    Finished,

    /// <summary>A model that was saved without a run, by <see cref="Autoencoder.Save"/>: how it was trained is not recorded.</summary>
    SavedModel,
}
