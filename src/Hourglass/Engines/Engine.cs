using System.Text.Json.Serialization;

namespace Hourglass.Engines;

/// <summary>What computes the steps of training.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Engine>))]
public enum Engine
{
    /// <summary>Fused where it can compute the model, else libtorch.</summary>
    Auto,

    /// <summary>libtorch: every model, by automatic differentiation.</summary>
    Torch,

    /// <summary>Our own vector code for a CPU: dense, convolutional and residual models, faster.</summary>
    Fused,
}
