using System.Globalization;
using Hourglass.Numerics;

namespace Hourglass.Settings;

/// <summary>A list of whole numbers of at least 1, written [512,256]; [] is the empty list. A null default depends on the model.</summary>
public sealed record IntegersParameter(string Name, ValueList<int>? Default, string Meaning, string DerivedDefault = "")
    : Parameter<ValueList<int>?>(Name, Default, Meaning)
{
    /// <inheritdoc/>
    public override string Range => "a list of whole numbers of at least 1 such as [512,256], or []";

    /// <inheritdoc/>
    public override string DefaultText => Default is null ? DerivedDefault : Default.ToString().Replace(" ", "", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override ValueList<int>? Parse(string text)
    {
        var inner = text.Trim();
        if (inner.StartsWith('[') && inner.EndsWith(']')) inner = inner[1..^1];
        if (string.IsNullOrWhiteSpace(inner)) return [];
        List<int> values = [];
        foreach (var part in inner.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value) || value < 1)
                throw Refused(text);
            values.Add(value);
        }

        return [.. values];
    }
}
