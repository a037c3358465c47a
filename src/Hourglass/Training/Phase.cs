using Hourglass.Objectives;

namespace Hourglass.Training;

/// <summary>A stage of training.</summary>
[PartKind]
public abstract record Phase
{
    /// <summary>Whether the weights are computed at once, as one epoch, and not learnt step by step.</summary>
    internal abstract bool IsClosedForm { get; }

    /// <summary>The stretches of gradient descent that make the phase; none for a closed form.</summary>
    /// <param name="model">The model.</param>
    /// <param name="epochs">Epochs that were asked for.</param>
    internal abstract IReadOnlyList<Stage> Stages(Autoencoder model, int epochs);
}
