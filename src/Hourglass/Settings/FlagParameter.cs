namespace Hourglass.Settings;

/// <summary>A Boolean option.</summary>
public sealed record FlagParameter(string Name, bool Default, string Meaning) : Parameter<bool>(Name, Default, Meaning)
{
    /// <inheritdoc/>
    public override string Range => "true | false";

    /// <inheritdoc/>
    public override string DefaultText => Default ? "true" : "false";

    /// <inheritdoc/>
    public override bool Parse(string text) => bool.TryParse(text, out var value) ? value : throw Refused(text);
}
