using Hourglass.Codes;
using Hourglass.Numerics;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>Options of models with codes of symbols.</summary>
internal static class QuantizedParameters
{
    public static readonly IntegerParameter Codes = new("codes", 256, 2, 65_536, "entries of the codebook");

    public static readonly IntegerParameter CodesOfEach = Codes with { Default = 64, Meaning = "entries of each codebook" };

    public static readonly IntegerParameter CodeSize = new("code_size", null, 1, int.MaxValue, "dimensions of one codebook entry; must divide latent",
        "the feature maps of a spatial code, else the divisor of latent nearest to 4");

    public static readonly IntegerParameter Depth = new("depth", 3, 1, 64, "number of codebooks; each quantises the residual of the previous ones");

    public static readonly ChoiceParameter<CodebookLearning> Codebook = new("codebook", CodebookLearning.Ema,
        "how codebook entries are learnt: by a loss term or as moving averages");

    public static readonly NumberParameter Decay = new("codebook_decay", 0.99, 0, 0.999999, "decay rate of the moving averages (codebook=ema)");

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
