using Hourglass.Settings;

namespace Hourglass;

/// <summary>Options of reading and preparing the data.</summary>
internal static class DataParameters
{
    public static IReadOnlyList<Parameter> All { get; } = [];
}
