using Hourglass.Losses;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>The tensors of one forward pass that objective terms may look at.</summary>
/// <param name="Target">The clean examples: [batch, size].</param>
/// <param name="Latent">The latent vectors that were decoded: [batch, latent].</param>
/// <param name="Output">The decoder's output (logits or means): [batch, size].</param>
/// <param name="Loss">How the output is read as a distribution.</param>
public sealed record Pass(Tensor Target, Tensor Latent, Tensor Output, Loss Loss);
