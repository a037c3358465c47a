using Hourglass.Codes;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Engines;

/// <summary>Computes log p(x|z) + log p(z) - log q(z|x) of many draws an example.</summary>
internal interface IImportanceWeights
{
    /// <summary>Adds the weights of all draws of some examples.</summary>
    /// <param name="code">Their posteriors: [batch].</param>
    /// <param name="targets">The examples: [batch, size].</param>
    /// <param name="first">The place of the first of them among all examples.</param>
    /// <param name="means">Take the weights in; one an example.</param>
    void AddTo(GaussianCode code, Tensor targets, int first, LogMeanExp[] means);
}
