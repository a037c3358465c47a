using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>A flow with its weights.</summary>
internal abstract class FlowModule(string name) : nn.Module(name)
{
    /// <summary>Carries latent vectors [rows, latent] on.</summary>
    public abstract Pushed Push(Tensor latent, FlowContext context);

    /// <summary>Carries the point that stands for each example on, without chance: [rows, latent].</summary>
    public abstract Tensor Locate(Tensor latent, FlowContext context);
}
