using Hourglass.Codes;
using Hourglass.Numerics;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>Options of models with codes of symbols.</summary>
internal static class QuantizedParameters
{
    public static readonly IntegerParameter Codes = VectorQuantizedSpec.Declared.Of<IntegerParameter>(nameof(VectorQuantizedSpec.Codes));

    public static readonly IntegerParameter CodesOfEach = Codes with { Default = 64, Meaning = "entries of each codebook" };

    public static readonly IntegerParameter CodeSize = new("code_size", null, 1, int.MaxValue, "dimensions of one codebook entry; must divide latent",
        "the feature maps of a spatial code, else the divisor of latent nearest to 4");

    public static readonly IntegerParameter Depth =
        VectorQuantizedSpec.Declared.Of<IntegerParameter>(nameof(VectorQuantizedSpec.Depth)) with { Default = 3 };

    public static readonly ChoiceParameter<CodebookLearning> Codebook =
        VectorQuantizedSpec.Declared.Of<ChoiceParameter<CodebookLearning>>(nameof(VectorQuantizedSpec.Learning));

    public static readonly NumberParameter Decay = VectorQuantizedSpec.Declared.Of<NumberParameter>(nameof(VectorQuantizedSpec.Decay));

    public static readonly NumberParameter Commitment = new("commitment", 0.25, double.Epsilon, double.PositiveInfinity,
        "penalty in nats per unit of squared distance between encoder output and codebook entry");

    public static readonly IntegersParameter Levels = new("levels", null, "quantisation levels per dimension of a code",
        "[8,5,5,5], truncated to a length that divides latent");

    /// <summary>The default size of a code: for a spatial code, the number of its feature maps.</summary>
    public static int CodeSizeOf(Networks networks) => networks.CodeMaps ?? Divisors.Nearest(networks.Latent, 4);

    /// <summary>The levels of Mentzer et al. (2024) for about 1,000 codes, as many as divide the latent size.</summary>
    public static ValueList<int> LevelsOf(Networks networks)
    {
        int[] all = [8, 5, 5, 5];
        return [.. all.AsSpan(0, Enumerable.Range(1, all.Length).Last(count => networks.Latent % count == 0))];
    }
}
