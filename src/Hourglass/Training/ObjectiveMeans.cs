using Hourglass.Data;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Training;

/// <summary>The objective and its terms, averaged over examples without learning from them.</summary>
internal static class ObjectiveMeans
{
    private const int Batch = 512;

    /// <summary><c>loss_nats</c> with the final weights of its terms, then each term unweighted, in nats per example.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">In the units of the model.</param>
    /// <param name="seed">Decides corruption and latent draws, together with <paramref name="index"/>.</param>
    /// <param name="index">Such as the epoch.</param>
    public static IReadOnlyList<Metric> Of(Autoencoder model, Examples examples, ulong seed, int index)
    {
        var terms = model.Blueprint.Terms;
        var sums = new double[terms.Count];
        using var frozen = inference_mode();
        using var random = Randomness.Generator(seed, RandomPurpose.Validation, (ulong)index);
        using var batches = new BatchReader(examples, Batch);
        for (var start = 0; start < examples.Count; start += Batch)
        {
            using var scope = NewDisposeScope();
            var (input, target) = Inputs.For(model.Blueprint, batches.Read(start), random);
            var evaluated = model.Evaluate(input, target, random);
            for (var i = 0; i < sums.Length; i++) sums[i] += evaluated.Terms[i].sum().item<float>();
        }

        var loss = terms.Select((term, i) => term.Weight.At(double.PositiveInfinity) * sums[i]).Sum();
        return [new Metric("loss_nats", loss / examples.Count), .. terms.Select((term, i) => new Metric(term.Metric, sums[i] / examples.Count))];
    }
}
