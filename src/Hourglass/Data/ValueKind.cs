using System.Text.Json.Serialization;

namespace Hourglass.Data;

/// <summary>The kind of values of examples, according to their storage.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ValueKind>))]
internal enum ValueKind
{
    /// <summary>Floating-point numbers, read unchanged.</summary>
    Numbers,

    /// <summary>Bytes, read as value / 255.</summary>
    Bytes,

    /// <summary>Zeros and ones.</summary>
    Binary,
}
