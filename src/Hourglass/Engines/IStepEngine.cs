using Hourglass.Data.Batches;
using Hourglass.Objectives;

namespace Hourglass.Engines;

/// <summary>
/// Computes the losses of examples and the gradients of a model's parameters. A step is <see cref="Differentiate"/>, an update of the
/// parameters and <see cref="Updated"/>. An engine that processes a batch in parts may pass them to other engines of its kind: gradients of parts add
/// up if <see cref="ObjectiveTerm.IsPerExample"/> holds for all terms.
/// </summary>
internal interface IStepEngine : IDisposable
{
    /// <summary>The engine that computes the steps, and why.</summary>
    EngineTaken Taken { get; }

    /// <summary>The gradients of the current step.</summary>
    IGradients Gradients { get; }

    /// <summary>Computes the losses of a batch and their gradients.</summary>
    /// <param name="examples">The batch.</param>
    /// <param name="stage">The stage that defines the losses.</param>
    /// <param name="moment">Determines the weights of the terms.</param>
    /// <param name="step">Determines the random numbers, together with the run's seed.</param>
    /// <returns>
    /// The first player's loss, then each term unweighted, in nats per example and in the order of <see cref="Stage.Metrics"/>, valid until the
    /// next step; null if one of them is not finite, which ends the step.
    /// </returns>
    IReadOnlyList<double>? Differentiate(BatchMemory examples, Stage stage, Moment moment, long step);

    /// <summary>Ends a step after its update.</summary>
    void Updated();
}
