namespace Hourglass.Runs;

/// <summary>What became of a run.</summary>
public enum RunState
{
    /// <summary>No step has been trained, or none that was kept: there are no weights to use.</summary>
    NeverTrained,

    /// <summary>A process is training it now.</summary>
    Training,

    /// <summary>Training was stopped on request, or its process was ended, before all epochs were done; it can be resumed.</summary>
    Interrupted,

    /// <summary>Training met a number that is not finite.</summary>
    Failed,

    /// <summary>Training came to its end.</summary>
    Finished,

    /// <summary>A model that was saved without a run, by <see cref="Autoencoder.Save"/>: how it was trained is not recorded.</summary>
    SavedModel,
}
