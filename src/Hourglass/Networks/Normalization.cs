using System.Text.Json.Serialization;

namespace Hourglass;

/// <summary>Normalisation of a hidden layer, between its weights and its activation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Normalization>))]
public enum Normalization
{
    /// <summary>None.</summary>
    None,

    /// <summary>
    /// Each example's numbers get mean 0 and variance 1 over the layer's units, or over channels, height and width of its feature maps,
    /// followed by a learnt scale and shift per unit or feature map.
    /// </summary>
    [Cites("ba2016", "J. L. Ba and J. R. Kiros and G. E. Hinton", "Layer normalization", "arXiv:1607.06450", 2016)]
    Layer,

    /// <summary>
    /// Each unit or feature map gets mean 0 and variance 1 over the examples of the batch (and the positions of the map), followed by a learnt scale
    /// and shift. Outside training, running means and variances replace those of the batch.
    /// </summary>
    [Cites("ioffe2015", "S. Ioffe and C. Szegedy", "Batch normalization: accelerating deep network training by reducing internal covariate shift", "ICML",
        2015)]
    Batch,
}
