using Hourglass.Settings;

namespace Hourglass;

/// <summary>Options of single models, in addition to the shared ones.</summary>
internal static class ModelParameters
{
    public static readonly ChoiceParameter<Activation> CodeActivation = new("code_activation", Activation.Linear, "activation function of the code");

    public static readonly ChoiceParameter<Activation> SparseCodeActivation = CodeActivation with { Default = Activation.Relu };

    public static readonly ChoiceParameter<NoiseKind> Noise = new("noise", NoiseKind.Gaussian,
        "corruption of the input: Gaussian noise, features set to 0 (masking), or features set to 0 or 1 (salt and pepper)");

    public static readonly NumberParameter NoiseLevel = new("noise_level", 0.4, double.Epsilon, double.PositiveInfinity,
        "noise level: standard deviation, or fraction of the features (below 1)");

    public static readonly NumberParameter Sparsity = new("sparsity", 0.3, double.Epsilon, double.PositiveInfinity,
        "penalty in nats per unit of code activity");

    public static readonly NumberParameter Beta = new("beta", 4, 0, double.PositiveInfinity, "weight of the KL term");

    public static readonly NumberParameter Warmup = new("warmup", 0, 0, double.PositiveInfinity, "epochs over which the weight of the KL term rises from 0");

    public static readonly IntegerParameter UpperLatent = new("upper_latent", 8, 1, 1_000_000, "dimensions of the second, upper layer of latent variables");

    public static readonly IntegersParameter UpperHidden = new("upper_hidden", [64], "widths of the dense layers between the two layers of latent variables");

    public static readonly IntegerParameter Cycles = new("cycles", 1, 1, 1_000_000,
        "number of warm-up cycles; each is followed by the same number of epochs at full weight");
}
