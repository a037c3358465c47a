using System.Globalization;

namespace Hourglass.Settings;

/// <summary>A real number in a closed range.</summary>
public sealed record NumberParameter(string Name, double Default, double Least, double Most, string Meaning)
    : Parameter<double>(Name, Default, Meaning)
{
    /// <inheritdoc/>
    public override string Range => double.IsPositiveInfinity(Most)
        ? FormattableString.Invariant($"a number of at least {Least}")
        : FormattableString.Invariant($"a number from {Least} to {Most}");

    /// <inheritdoc/>
    public override double Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= Least && value <= Most && double.IsFinite(value)
            ? value
            : throw Refused(text);
}
