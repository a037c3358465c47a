using static TorchSharp.torch;

namespace Hourglass;

/// <summary>A part that keeps something up to date as training goes on, beside what gradients change.</summary>
internal interface IStepAware
{
    /// <summary>Called after each update of the weights.</summary>
    void AfterStep(Generator random);
}
