using System.Text.Json.Serialization;

namespace Hourglass;

/// <summary>How a convolutional encoder halves a picture.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Downsampling>))]
public enum Downsampling
{
    /// <summary>A convolution of stride 2.</summary>
    Stride,

    /// <summary>A convolution of stride 1, then the maximum of each 2x2 block.</summary>
    Pool,
}
