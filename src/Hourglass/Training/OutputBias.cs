using System.Text.Json.Serialization;

namespace Hourglass.Training;

/// <summary>Where the biases of the decoder's last layer start.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutputBias>))]
public enum OutputBias
{
    /// <summary>At the mean example where codes are bounded and the loss reads logits, else at 0.</summary>
    Auto,

    /// <summary>At 0.</summary>
    Zero,

    /// <summary>At the mean training example (Burda, Grosse &amp; Salakhutdinov 2016).</summary>
    Mean,
}
