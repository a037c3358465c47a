using System.Text.Json.Serialization;

namespace Hourglass.Codes;

/// <summary>How the entries of a codebook follow the encoder's outputs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CodebookLearning>))]
public enum CodebookLearning
{
    /// <summary>By gradient, with a loss of its own (van den Oord et al. 2017, equation 3).</summary>
    Loss,

    /// <summary>As moving averages of the outputs that chose them (van den Oord et al. 2017, appendix A.1).</summary>
    Ema,
}
