using System.Text.Json.Serialization;

namespace Hourglass;

/// <summary>
/// How weights are drawn before training, always uniformly in [-a, a]. For small autoencoders it matters more than the
/// architecture: a one-layer relu autoencoder stalls with libtorch's default weights but not with Glorot's.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<Initialization>))]
public enum Initialization
{
    /// <summary>a = sqrt(6 / (fan_in + fan_out)), biases zero (Glorot &amp; Bengio 2010, equation 16).</summary>
    [Cites("glorot2010", "X. Glorot and Y. Bengio", "Understanding the difficulty of training deep feedforward neural networks", "AISTATS", 2010)]
    Glorot,

    /// <summary>a = sqrt(6 / fan_in), biases zero (He et al. 2015).</summary>
    [Cites("he2015", "K. He and X. Zhang and S. Ren and J. Sun", "Delving deep into rectifiers: surpassing human-level performance on ImageNet classification",
        "ICCV", 2015)]
    He,

    /// <summary>a = 1 / sqrt(fan_in) for weights and biases, libtorch's default.</summary>
    LibTorch,
}
