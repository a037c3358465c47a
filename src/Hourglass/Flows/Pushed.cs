using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>The result of transforming latent vectors by a flow.</summary>
/// <param name="Latent">The new vectors: [rows, latent].</param>
/// <param name="LogJacobian">log |det dz'/dz| [rows]; with auxiliary variables, the term that makes log q(z) minus it an unbiased weight.</param>
internal sealed record Pushed(Tensor Latent, Tensor LogJacobian);
