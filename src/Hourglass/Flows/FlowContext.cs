using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>What a flow may look at. The model is lent for the call and never kept.</summary>
/// <param name="Code">What the encoder yielded: [rows].</param>
/// <param name="Target">The examples that are to be explained: [rows, size].</param>
/// <param name="Condition">What the decoder is told beside the latent vector: [rows, numbers], or null.</param>
/// <param name="Model">The model, for its decoder and prior.</param>
/// <param name="Random">For flows with chance.</param>
internal sealed record FlowContext(Code Code, Tensor Target, Tensor? Condition, Autoencoder Model, Generator Random)
{
    /// <summary>log p(x, z) in nats: [rows].</summary>
    public Tensor LogJoint(Tensor latent)
    {
        var output = Model.Modules.Decode(latent, Condition);
        return Model.Modules.LogPrior(latent, Random, Model) - Model.Blueprint.Loss.NegativeLogLikelihood(output, Target);
    }
}
