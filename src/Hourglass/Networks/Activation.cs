using System.Text.Json.Serialization;

namespace Hourglass;

/// <summary>The elementwise non-linearity between two layers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Activation>))]
public enum Activation
{
    /// <summary>x.</summary>
    Linear,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>x for x above 0, else 0.01 x.</summary>
    LeakyRelu,

    /// <summary>x for x above 0, else exp(x) - 1.</summary>
    [Cites("clevert2016", "D.-A. Clevert and T. Unterthiner and S. Hochreiter", "Fast and accurate deep network learning by exponential linear units (ELUs)",
        "ICLR", 2016)]
    Elu,

    /// <summary>x times the normal distribution function of x.</summary>
    [Cites("hendrycks2016", "D. Hendrycks and K. Gimpel", "Gaussian error linear units (GELUs)", "arXiv:1606.08415", 2016)]
    Gelu,

    /// <summary>x times the logistic function of x.</summary>
    Silu,

    /// <summary>log(1 + exp(x)).</summary>
    Softplus,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>The logistic function.</summary>
    Sigmoid,
}
