using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>A flow with its weights.</summary>
internal abstract class FlowModule(string name) : nn.Module(name)
{
    /// <summary>Transforms latent vectors: [rows, latent].</summary>
    public abstract Pushed Push(Tensor latent, FlowContext context);

    /// <summary>Transforms the point that stands for each example, deterministically: [rows, latent].</summary>
    public abstract Tensor Locate(Tensor latent, FlowContext context);
}
