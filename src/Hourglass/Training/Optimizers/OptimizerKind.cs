using System.Text.Json.Serialization;

namespace Hourglass.Training;

/// <summary>The rule that turns gradients into steps.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OptimizerKind>))]
public enum OptimizerKind
{
    /// <summary>Kingma &amp; Ba (2015); weight decay is added to the gradient.</summary>
    [Cites("kingma2015", "D. P. Kingma and J. Ba", "Adam: a method for stochastic optimization", "ICLR", 2015)]
    Adam,

    /// <summary>Loshchilov &amp; Hutter (2019): Adam with decoupled weight decay.</summary>
    [Cites("loshchilov2019", "I. Loshchilov and F. Hutter", "Decoupled weight decay regularization", "ICLR", 2019)]
    AdamW,

    /// <summary>
    /// Kingma &amp; Ba (2015), section 7.1: Adam that divides by the largest gradient instead of the root mean square; weight decay is added to the gradient.
    /// </summary>
    [Cites("kingma2015", "D. P. Kingma and J. Ba", "Adam: a method for stochastic optimization", "ICLR", 2015)]
    Adamax,

    /// <summary>Stochastic gradient descent with momentum 0.9.</summary>
    Sgd,

    /// <summary>Tieleman &amp; Hinton (2012), smoothing 0.99.</summary>
    [Cites("tieleman2012", "T. Tieleman and G. E. Hinton", "Lecture 6.5: RMSProp", "Coursera: Neural Networks for Machine Learning", 2012)]
    RmsProp,
}
