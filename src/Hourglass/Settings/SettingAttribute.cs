namespace Hourglass.Settings;

/// <summary>
/// Declares a property of a record as an option with a name, a range and a meaning; the default is that of the property. <see cref="OptionSet{TOptions}"/>
/// reads and checks such properties.
/// </summary>
/// <param name="meaning">What it does, in one line, with its unit.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string meaning) : Attribute
{
    /// <summary>What it does, in one line, with its unit.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>The key after <c>--set</c>; null for the name of the property in snake_case.</summary>
    public string? Name { get; init; }

    /// <summary>The minimum; no minimum by default.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>The maximum; no maximum by default.</summary>
    public double Most { get; init; } = double.PositiveInfinity;

    /// <summary>Whether the number must be above 0, instead of a minimum.</summary>
    public bool AboveZero { get; init; }

    /// <summary>Whether the number must be below 1, instead of a maximum.</summary>
    public bool BelowOne { get; init; }

    /// <summary>The default in words, for a property that is null by default.</summary>
    public string DerivedDefault { get; init; } = "";
}
