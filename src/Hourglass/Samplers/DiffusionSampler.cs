using Hourglass.Companions;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// A diffusion model of the codes: a network is trained to remove noise of any level from them, and a draw is noise from which it has removed all. For
/// the codes of tables, see H. Zhang et al., "Mixed-type tabular data synthesis with score-based diffusion in latent space", ICLR 2024.
/// </summary>
/// <param name="Steps">Steps from noise to a draw.</param>
/// <param name="Width">Units of each layer of the network; 0 to choose it by the number of latent dimensions.</param>
/// <param name="Blocks">Residual blocks of the network.</param>
/// <param name="Epochs">Passes over the codes; 0 to choose it by their number.</param>
/// <param name="BatchSize">Codes per training step.</param>
/// <param name="LearningRate">Initial learning rate, which falls to 0 along a cosine.</param>
[Cites("karras2022", "T. Karras and M. Aittala and T. Aila and S. Laine", "Elucidating the design space of diffusion-based generative models", "NeurIPS", 2022)]
public sealed record DiffusionSampler(
    [property: Setting("steps from noise to a sample, of two passes through the network each", Least = 2, Most = 1000)]
    int Steps = 20,
    [property: Setting("units of each layer; 0 selects 8 per latent dimension, but 128 to 256", Least = 0, Most = 4096)]
    int Width = 0,
    [property: Setting("residual blocks, of two layers each", Least = 1, Most = 100)]
    int Blocks = 3,
    [property: Setting("passes over the codes of the training examples; 0 selects as many as make 5000 training steps, but at most 200",
        Least = 0, Most = 1_000_000)]
    int Epochs = 0,
    [property: Setting("codes per training step", Name = "batch", Least = 1, Most = 1_000_000)]
    int BatchSize = 256,
    [property: Setting("initial learning rate of Adam; decays to 0 along a cosine", AboveZero = true, Most = 10)]
    double LearningRate = 2e-3) : Sampler, ISettling<Sampler>
{
    private const int TrainingSteps = 5000;
    private const int MostEpochs = 200;
    private const int LeastWidth = 128;
    private const int MostWidth = 256;
    private static readonly OptionSet<DiffusionSampler> Declared = new(() => new DiffusionSampler());

    internal static readonly SamplerKind Kind = new()
    {
        Summary = "A diffusion model of the codes: a network that removes noise from them, in steps from pure noise.",
        Codes = VectorCodes.Text,
        Parameters = [.. Declared.Parameters],
        Create = Declared.Read,
    };

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        foreach (var violation in Declared.Violations(this)) yield return violation;

        // Normalisation maps a single unit to 0.
        if (Width == 1) yield return $"{What("width")} is {Got(Width)}; give {Allowed("0 or at least 2")}.";
        foreach (var violation in VectorCodes.Violations(this, blueprint)) yield return violation;
    }

    /// <inheritdoc/>
    public override bool NeedsExamples(Blueprint blueprint) => true;

    internal override SamplerModule Build(Blueprint blueprint, Generator random) => new LatentDiffusion(this, blueprint.Networks.Latent, random);

    Sampler ISettling<Sampler>.Settle(CompanionFit fit)
    {
        var steps = LikelihoodFit.StepsPerEpoch((int)fit.Codes.shape[0], BatchSize);
        return this with
        {
            Width = Width > 0 ? Width : Math.Clamp(8 * fit.Model.Latent, LeastWidth, MostWidth),
            Epochs = Epochs > 0 ? Epochs : Math.Clamp((int)Math.Round((double)TrainingSteps / steps), 1, MostEpochs),
        };
    }
}
