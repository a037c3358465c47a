using System.Text.Json.Serialization;

namespace Hourglass;

/// <summary>
/// How weights are drawn before training, always uniformly in [-a, a]. It decides more than the architecture does for small
/// autoencoders: a one-layer relu autoencoder stalls with libtorch's own weights and not with Glorot's.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<Initialization>))]
public enum Initialization
{
    /// <summary>a = sqrt(6 / (fan_in + fan_out)), biases zero (Glorot &amp; Bengio 2010, equation 16).</summary>
    Glorot,

    /// <summary>a = sqrt(6 / fan_in), biases zero (He et al. 2015).</summary>
    He,

    /// <summary>a = 1 / sqrt(fan_in) for weights and biases, libtorch's own default.</summary>
    LibTorch,
}
