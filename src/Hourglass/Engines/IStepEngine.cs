using Hourglass.Data.Batches;
using Hourglass.Objectives;

namespace Hourglass.Engines;

/// <summary>
/// Computes the losses of examples and the gradients of a model's parameters. A step is <see cref="Differentiate"/>, an update of the
/// parameters and <see cref="Updated"/>. An engine that takes a batch in parts may hand them to others of its kind: gradients of parts add
/// up wherever <see cref="ObjectiveTerm.IsPerExample"/> holds for all terms.
/// </summary>
internal interface IStepEngine : IDisposable
{
    /// <summary>What computes the steps, and why.</summary>
    EngineTaken Taken { get; }

    /// <summary>The gradients of the step at hand.</summary>
    IGradients Gradients { get; }

    /// <summary>Computes the losses of a batch and their gradients.</summary>
    /// <param name="examples">The batch.</param>
    /// <param name="stage">Whose losses; the only one where a model has a single stage.</param>
    /// <param name="moment">Decides the weights of the terms.</param>
    /// <param name="step">Decides the random numbers, together with the run's seed.</param>
    /// <returns>
    /// The first player's loss, then each term unweighted, in nats per example and in the order of <see cref="Stage.Metrics"/>, valid until the
    /// next step; null where one of them is not finite, and the step is over.
    /// </returns>
    IReadOnlyList<double>? Differentiate(BatchMemory examples, Stage stage, Moment moment, long step);

    /// <summary>Ends a step whose update has been made.</summary>
    void Updated();
}
