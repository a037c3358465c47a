using static TorchSharp.torch;

namespace Hourglass.Companions;

/// <summary>
/// The fitted part of a companion; its parameters and buffers are saved. The model is valid during a call only and must not be stored.
/// </summary>
internal abstract class CompanionModule(string name) : nn.Module(name)
{
    /// <summary>Estimates everything that is saved.</summary>
    public abstract void Fit(CompanionFit fit);
}
