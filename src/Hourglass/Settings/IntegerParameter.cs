using System.Globalization;

namespace Hourglass.Settings;

/// <summary>A whole number in a closed range. A null default is derived from the data, as <paramref name="DerivedDefault"/> describes.</summary>
public sealed record IntegerParameter(string Name, long? Default, long Least, long Most, string Meaning, string DerivedDefault = "")
    : Parameter<long?>(Name, Default, Meaning)
{
    /// <inheritdoc/>
    public override string Range => Most == long.MaxValue ? $"a whole number of at least {Least}" : $"a whole number from {Least} to {Most}";

    /// <inheritdoc/>
    public override string DefaultText => Default is { } value ? value.ToString(CultureInfo.InvariantCulture) : DerivedDefault;

    /// <inheritdoc/>
    public override long? Parse(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= Least && value <= Most
            ? value
            : throw Refused(text);
}
