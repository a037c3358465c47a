using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly NumberParameter VaeGanPixels = new("pixels", 1, 0, double.PositiveInfinity,
        "weight of the pixel loss; the paper uses 0, which needs long training");

    private static readonly NumberParameter VaeGanGamma = new("gamma", 0.1, double.Epsilon, double.PositiveInfinity,
        "weight of the feature reconstruction relative to the KL and the adversarial term");

    private static readonly NumberParameter VaeGanDeviation = new("feature_sigma", 1, double.Epsilon, double.PositiveInfinity,
        "standard deviation of the feature likelihood, relative to the root mean square of the features; smaller values give closer reconstructions");

    private static readonly IntegerParameter VaeGanFeatures = new("critic_features", 256, 1, 1_000_000,
        "number of critic features used to compare reconstructions with examples");

    /// <summary>
    /// The VAE-GAN: a VAE whose reconstructions are also compared with the examples by the features of a critic, which the decoder learns to deceive.
    /// Unlike the paper's, the loss itself stays in the objective (set <paramref name="pixels"/> to 0 for the paper's, in which gamma weights the decoder's
    /// objective only): a critic's features alone, while they are still changing, do not teach reconstruction in a short training.
    /// </summary>
    /// <param name="networks">Bodies of encoder and decoder; the critic has the encoder's body.</param>
    /// <param name="pixels">Weight of a nat of the loss; 0 or more.</param>
    /// <param name="gamma">Weight of a nat of feature reconstruction; above 0.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <param name="features">Features of the critic; at least 1.</param>
    /// <param name="criticRest">Mean cross-entropy in nats below which the critic stops learning until the decoder has caught up; 0 for never.</param>
    /// <param name="featureSigma">Standard deviation of the critic's features around those of the reconstruction, in units of their root mean square; above
    /// 0.</param>
    public static Blueprint<GaussianCode> VaeGan(Networks networks, double pixels = 1, double gamma = 0.1, Loss? loss = null, int features = 256,
        double criticRest = 0.4, double featureSigma = 1)
    {
        // The paper's gamma weights features against the critic, for the decoder only. With a loss of pixels it also does so for the encoder.
        var (forEncoder, forDecoder) = (Copy(pixels > 0 ? gamma : 1), Copy(gamma));
        return Vae(networks, loss) with
        {
            Model = "vae-gan",
            Critic = CriticParameters.OfExamples(networks, features),
            Objective = [.. forEncoder, new Kl()],
            Players =
            [
                new Player<GaussianCode>("decoder", Generative, [.. forDecoder, new Deception()]),
                new Player<GaussianCode>("critic", ["critic"], [new Discrimination(criticRest)]),
            ],
        };

        ValueList<IObjectiveTerm<GaussianCode>> Copy(double weight) => pixels > 0
            ? [new Reconstruction { Weight = pixels }, new FeatureReconstruction(featureSigma) { Weight = weight }]
            : [new FeatureReconstruction(featureSigma) { Weight = weight }];
    }

    internal static readonly Recipe VaeGanRecipe = new()
    {
        Id = "vae-gan",
        Family = Family.Adversarial,
        Summary = "VAE-GAN: reconstructions are compared in the feature space of a critic and must fool it; sharper images than those of a VAE.",
        Objective = "c = -pixels * log p(x|z) - gamma * log N(f(x); f(x'), s^2 I); encoder: c + KL (with pixels = 0 gamma is 1 here); " +
            "decoder: c - log D(generated); the critic D with features f: telling examples from generated ones",
        Paper = new Paper("larsen2016", "A. B. L. Larsen and S. K. Sonderby and H. Larochelle and O. Winther",
            "Autoencoding beyond pixels using a learned similarity metric", "ICML", 2016),
        Parameters = [VaeGanPixels, VaeGanGamma, VaeGanDeviation, VaeGanFeatures, CriticParameters.Rest],
        Create = given => VaeGan(
            given.Networks,
            given.Get(VaeGanPixels),
            given.Get(VaeGanGamma),
            given.Loss,
            given.Get(VaeGanFeatures),
            given.Get(CriticParameters.Rest),
            given.Get(VaeGanDeviation)),
    };
}
