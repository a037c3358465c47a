using System.Text.Json.Serialization;

namespace Hourglass.Codes;

/// <summary>How the entries of a codebook are learnt.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CodebookLearning>))]
public enum CodebookLearning
{
    /// <summary>By gradient, with a separate loss (van den Oord et al. 2017, equation 3).</summary>
    Loss,

    /// <summary>As moving averages of the encoder outputs assigned to them (van den Oord et al. 2017, appendix A.1).</summary>
    Ema,
}
