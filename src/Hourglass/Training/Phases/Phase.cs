using Hourglass.Objectives;

namespace Hourglass.Training;

/// <summary>A stage of training.</summary>
[PartKind]
public abstract record Phase
{
    /// <summary>Whether the weights are computed at once, as one epoch, instead of being learnt in steps.</summary>
    internal abstract bool IsClosedForm { get; }

    /// <summary>The stages of gradient descent of the phase; none for a closed form.</summary>
    /// <param name="model">The model.</param>
    /// <param name="epochs">Requested number of epochs.</param>
    internal abstract IReadOnlyList<Stage> Stages(Autoencoder model, int epochs);
}
