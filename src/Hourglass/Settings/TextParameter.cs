namespace Hourglass.Settings;

/// <summary>A text, such as a name. A null default is derived from the data, as <paramref name="DerivedDefault"/> describes.</summary>
public sealed record TextParameter(string Name, string Meaning, string DerivedDefault) : Parameter<string?>(Name, null, Meaning)
{
    /// <inheritdoc/>
    public override string Range => "a name";

    /// <inheritdoc/>
    public override string DefaultText => DerivedDefault;

    /// <inheritdoc/>
    public override string? Parse(string text) => text.Length > 0 ? text : throw Refused(text);
}
