using static TorchSharp.torch;

namespace Hourglass;

/// <summary>A part with state that is updated during training by other means than gradients.</summary>
internal interface IStepAware
{
    /// <summary>Called after each update of the weights.</summary>
    void AfterStep(Generator random);
}
