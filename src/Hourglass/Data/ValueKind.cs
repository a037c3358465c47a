using System.Text.Json.Serialization;

namespace Hourglass.Data;

/// <summary>What the values of examples are by the way they are stored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ValueKind>))]
internal enum ValueKind
{
    /// <summary>Floating-point numbers, read as they are.</summary>
    Numbers,

    /// <summary>Bytes, read as value / 255.</summary>
    Bytes,

    /// <summary>Zeros and ones.</summary>
    Binary,
}
