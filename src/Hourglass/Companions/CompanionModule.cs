using static TorchSharp.torch;

namespace Hourglass.Companions;

/// <summary>
/// What is fitted of a companion: its parameters and buffers are what is saved. The model is lent for a call and never kept.
/// </summary>
internal abstract class CompanionModule(string name) : nn.Module(name)
{
    /// <summary>Estimates everything that is saved.</summary>
    public abstract void Fit(CompanionFit fit);
}
