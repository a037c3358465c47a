using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Objectives;
using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Training.Diagnostics;

/// <summary>What a trained model makes of some of its training examples; the tensors belong to the scope it is made in.</summary>
internal sealed class DiagnosedModel
{
    private const int MostExamples = 2000;
    private const int LeastExamples = 64;
    private const int MostNumbers = 1 << 23;

    /// <summary>Encodes and decodes up to 2,000 of the examples, chosen at random; fewer of large ones.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="train">Its training examples, in the units of the model.</param>
    /// <param name="seed">Decides corruption and dynamic binarisation.</param>
    public DiagnosedModel(Autoencoder model, Examples train, ulong seed)
    {
        Model = model;
        Examples = train.Spread(Math.Clamp(MostNumbers / train.Shape.Size, LeastExamples, MostExamples));
        List<Tensor> locations = [], divergences = [], picked = [], targets = [], means = [];
        ReconstructionPass.Run(model, Examples, seed, batch =>
        {
            Keep(locations, batch.Code.Location);
            Keep(targets, batch.Target);
            Keep(means, batch.Mean);
            if (batch.Code is GaussianCode gaussian) Keep(divergences, Kl.PerDimension(gaussian));
            if (batch.Code is QuantizedCode symbols) Keep(picked, symbols.Indices);
        });
        Locations = cat(locations, 0);
        Targets = cat(targets, 0);
        Means = cat(means, 0);
        Divergence = divergences.Count == 0 ? null : cat(divergences, 0).mean([0]);
        Picked = picked.Count == 0 ? null : cat(picked, 0);
        Variances = (Locations - Locations.mean([0])).square().mean([0]).data<float>().ToArray();
    }

    public Autoencoder Model { get; }

    /// <summary>The examples looked at, in the units of the model.</summary>
    public Examples Examples { get; }

    /// <summary>The point of each example: [examples, latent].</summary>
    public Tensor Locations { get; }

    /// <summary>How much the points of the examples vary along each latent dimension: [latent].</summary>
    public float[] Variances { get; }

    /// <summary>The mean KL of each latent dimension from N(0, 1), in nats [latent]; null unless the codes are Gaussian.</summary>
    public Tensor? Divergence { get; }

    /// <summary>The entries that the examples picked: [examples, symbols]; null without codebooks.</summary>
    public Tensor? Picked { get; }

    /// <summary>The clean examples: [examples, size].</summary>
    public Tensor Targets { get; }

    /// <summary>The mean of p(x|z) at each example's point: [examples, size].</summary>
    public Tensor Means { get; }

    private static void Keep(List<Tensor> tensors, Tensor tensor) => tensors.Add(tensor.detach().clone().MoveToOuterDisposeScope());
}
