using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>
/// What an encoder yields for a batch: a point, or a distribution over the latent space. The set of kinds is closed,
/// so that an objective term can say by its type which codes it understands.
/// </summary>
public abstract class Code
{
    /// <summary>The point that stands for each example on a map or as features: [batch, latent].</summary>
    public abstract Tensor Location { get; }

    /// <summary>Draws one latent vector per example, differentiable with respect to the encoder: [batch, latent].</summary>
    public abstract Tensor Sample(Generator random);

    /// <summary>The code with each example repeated consecutively, so that one draw gives several latent vectors per example: [batch x times].</summary>
    public abstract Code Repeat(int times);

    /// <summary>The code whose draws are what the prior is a distribution of, where training draws something else that has a gradient; else this one.</summary>
    internal virtual Code Unrelaxed() => this;
}
