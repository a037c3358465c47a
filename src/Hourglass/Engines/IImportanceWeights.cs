using Hourglass.Codes;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Engines;

/// <summary>Computes log p(x|z) + log p(z) - log q(z|x) of many draws per example.</summary>
internal interface IImportanceWeights
{
    /// <summary>The engine that computes them.</summary>
    Engine Engine { get; }

    /// <summary>Number of examples that are worth one call.</summary>
    int ExamplesAtOnce { get; }

    /// <summary>Adds the weights of all draws of some examples.</summary>
    /// <param name="code">Their posteriors: [batch].</param>
    /// <param name="targets">The examples: [batch, size].</param>
    /// <param name="first">Index of the first of them among all examples.</param>
    /// <param name="means">Accumulate the weights; one per example.</param>
    /// <param name="cancellation">Stops the computation after the current example.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    void AddTo(GaussianCode code, Tensor targets, int first, LogMeanExp[] means, CancellationToken cancellation);
}
