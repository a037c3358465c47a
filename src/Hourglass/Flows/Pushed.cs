using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>Where a flow carried latent vectors.</summary>
/// <param name="Latent">The new vectors: [rows, latent].</param>
/// <param name="LogJacobian">log |det dz'/dz| [rows]; with auxiliary variables, what makes log q(z) - this an unbiased weight.</param>
internal sealed record Pushed(Tensor Latent, Tensor LogJacobian);
