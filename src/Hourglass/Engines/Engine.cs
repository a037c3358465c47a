using System.Text.Json.Serialization;

namespace Hourglass.Engines;

/// <summary>What computes the steps of training.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Engine>))]
public enum Engine
{
    /// <summary>The fused engine if it supports the model, else libtorch.</summary>
    Auto,

    /// <summary>libtorch: every model, by automatic differentiation.</summary>
    Torch,

    /// <summary>Vector code of this library for CPUs: faster; for dense, convolutional and residual models.</summary>
    Fused,
}
