using System.Text.Json.Serialization;

namespace Hourglass.Training;

/// <summary>Initial biases of the decoder's last layer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutputBias>))]
public enum OutputBias
{
    /// <summary>The mean example if codes are bounded and the loss reads logits, else 0.</summary>
    Auto,

    /// <summary>0.</summary>
    Zero,

    /// <summary>The mean training example (Burda, Grosse &amp; Salakhutdinov 2016).</summary>
    Mean,
}
