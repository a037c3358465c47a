using Hourglass.Codes;
using Hourglass.Corruptions;
using Hourglass.Losses;
using Hourglass.Settings;
using Hourglass.Training;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly ChoiceParameter<NoiseKind> LayerNoise = ModelParameters.Noise with { Default = NoiseKind.Masking };

    private static readonly NumberParameter LayerNoiseLevel = ModelParameters.NoiseLevel with { Default = 0.25 };

    private static readonly IntegerParameter PretrainEpochs = new("pretrain_epochs", 5, 0, 1_000_000,
        "pretraining epochs per layer, before the whole network is trained; 0 disables pretraining");

    private static readonly FlagParameter Classify = new("classify", false,
        "after training, train a softmax classifier on the code together with the encoder; needs labels");

    private static readonly IntegerParameter ClassifyEpochs = new("classify_epochs", 10, 1, 1_000_000,
        "epochs of classifier training, after all other training");

    /// <summary>The stacked denoising autoencoder: dense layers, each first trained as a denoising autoencoder of the layer below, then all together.</summary>
    /// <param name="networks">Dense bodies of encoder and decoder.</param>
    /// <param name="corruption">The corruption of the input of each layer in pretraining, and of the entire model in fine-tuning.</param>
    /// <param name="loss">The loss of the examples; null for cross-entropy on logits (for values in [0, 1]). Hidden layers use the squared error.</param>
    /// <param name="pretraining">Epochs per layer; 0 for no pretraining.</param>
    /// <param name="classifier">The training of a softmax head at the end, or null for none.</param>
    public static Blueprint<PointCode> StackedDenoising(Networks networks, Corruption corruption, Loss? loss = null, int pretraining = 5,
        SupervisedFineTuning? classifier = null) =>
        Denoising(networks, corruption, loss) with
        {
            Model = "stacked-dae",
            Phases = [.. pretraining > 0 ? (Phase[])[new LayerwisePretraining(pretraining)] : [], new GradientDescent(),
                .. classifier is null ? (Phase[])[] : [classifier]],
        };

    internal static readonly Recipe StackedDenoisingRecipe = new()
    {
        Id = "stacked-dae",
        Family = Family.Classical,
        Summary = "Stacked denoising autoencoder: layers pretrained one at a time and fine-tuned together, with an optional classifier.",
        Objective = "layer by layer -log p(h|z), z = f(corrupted h); then -log p(x|z) of the entire model; then, on request, -log softmax(z)[class]",
        Paper = new Paper("vincent2010", "P. Vincent and H. Larochelle and I. Lajoie and Y. Bengio and P.-A. Manzagol",
            "Stacked denoising autoencoders: learning useful representations in a deep network with a local denoising criterion",
            "Journal of Machine Learning Research 11", 2010),
        Networks = [NetworkKind.Dense],
        NetworkOptions =
        [
            NetworkParameters.Network, NetworkParameters.Hidden, NetworkParameters.Activation, NetworkParameters.Normalization,
            NetworkParameters.Dropout, NetworkParameters.Init, NetworkParameters.Latent, LossParameters.Loss, NetworkParameters.Binarize,
        ],
        Parameters = [LayerNoise, LayerNoiseLevel, PretrainEpochs, Classify, ClassifyEpochs],
        Latent = 32,
        Hidden = [512, 256],
        Create = given => StackedDenoising(given.Networks, ReadCorruption(given), given.Loss, given.Get(PretrainEpochs), ReadClassifier(given)),
    };

    private static SupervisedFineTuning? ReadClassifier(RecipeSettings given)
    {
        if (!given.Get(Classify)) return null;
        if (given.Data.Classes < 2)
            throw new UsageException($"{What("classify")} is true, but this data has {Got(given.Data.Classes == 0 ? "no labels" : "one class")}; give " +
                $"{Allowed($"data with labels of several classes, or {Setting("classify", "false")}")}.");
        return new SupervisedFineTuning(given.Data.Classes, given.Get(ClassifyEpochs), given.Data.ClassNames);
    }
}
