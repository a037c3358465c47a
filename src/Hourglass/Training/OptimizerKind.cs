using System.Text.Json.Serialization;

namespace Hourglass.Training;

/// <summary>The rule that turns gradients into steps.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OptimizerKind>))]
public enum OptimizerKind
{
    /// <summary>Kingma &amp; Ba (2015); weight decay is added to the gradient.</summary>
    Adam,

    /// <summary>Loshchilov &amp; Hutter (2019): Adam with decoupled weight decay.</summary>
    AdamW,

    /// <summary>Stochastic gradient descent with momentum 0.9.</summary>
    Sgd,

    /// <summary>Tieleman &amp; Hinton (2012), smoothing 0.99.</summary>
    RmsProp,
}
