using Hourglass.Data;
using Hourglass.Priors;
using static TorchSharp.torch;

namespace Hourglass.Training;

/// <summary>Fits a prior that is not learnt by gradient descent to the codes of a trained model.</summary>
internal static class PriorFit
{
    private const int MostExamples = 10_000;

    /// <summary>Fits the model's prior, if it is of that kind.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="train">Its training examples, in the units of the model; at most 10,000 are encoded.</param>
    /// <param name="seed">Seed of dynamic binarisation.</param>
    public static void Apply(Autoencoder model, Examples train, ulong seed)
    {
        if (model.Modules.Prior is not IFittedPrior prior) return;
        using var codes = tensor(Autoencoder.Map(model.Preparation.Drawn(train, seed).Spread(MostExamples), prior.Observes(model),
            batch => prior.Observe(batch, model)));
        prior.Fit(codes, model);
    }
}
