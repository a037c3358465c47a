using System.Text.Json.Serialization;

namespace Hourglass.Numerics;

/// <summary>How grey values in [0, 1] become binary ones.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Binarization>))]
public enum Binarization
{
    /// <summary>They stay grey.</summary>
    None,

    /// <summary>Each pixel is drawn as Bernoulli(value) in each pass.</summary>
    Dynamic,

    /// <summary>Each pixel is drawn once, by a fixed seed.</summary>
    Static,
}
