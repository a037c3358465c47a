using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>What a flow may look at. The model is valid during the call only and must not be stored.</summary>
/// <param name="Code">What the encoder yielded: [rows].</param>
/// <param name="Target">The examples to explain: [rows, size].</param>
/// <param name="Mask">1 where a feature of theirs is real and 0 where it is padding: [rows, size]; null when all are real.</param>
/// <param name="Condition">The condition that the decoder gets with the latent vector: [rows, numbers], or null.</param>
/// <param name="Model">The model, for its decoder and prior.</param>
/// <param name="Random">Source of randomness for stochastic flows.</param>
internal sealed record FlowContext(Code Code, Tensor Target, Tensor? Mask, Tensor? Condition, Autoencoder Model, Generator Random)
{
    /// <summary>log p(x, z) in nats: [rows].</summary>
    public Tensor LogJoint(Tensor latent)
    {
        var output = Model.Modules.Decode(latent, Condition, Target);
        return Model.Modules.LogPrior(latent, Random, Model) - Model.Blueprint.Loss.NegativeLogLikelihood(output, Target, Mask);
    }

    /// <summary>
    /// The gradient of log p(x, z) with respect to z: [rows, latent]. It is made under no_grad too, and can be differentiated again
    /// where gradients are recorded.
    /// </summary>
    public Tensor Force(Tensor latent)
    {
        var recorded = is_grad_enabled();
        using var enabled = enable_grad();
        var point = recorded && latent.requires_grad ? latent : latent.detach().requires_grad_();
        return autograd.grad([LogJoint(point).sum()], [point], create_graph: recorded, retain_graph: recorded)[0];
    }
}
