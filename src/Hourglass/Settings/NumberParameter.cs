using System.Globalization;

namespace Hourglass.Settings;

/// <summary>
/// A finite real number in a closed range; a minimum of <see cref="double.Epsilon"/> means above 0, and a maximum just below 1 means below 1.
/// </summary>
public sealed record NumberParameter(string Name, double Default, double Least, double Most, string Meaning)
    : Parameter<double>(Name, Default, Meaning)
{
    /// <inheritdoc/>
    public override string Range => (Least, Most) switch
    {
        (double.Epsilon, double.PositiveInfinity) => "a number above 0",
        (double.Epsilon, _) => FormattableString.Invariant($"a number above 0 and {(IsBelowOne ? "below 1" : FormattableString.Invariant($"at most {Most}"))}"),
        (double.NegativeInfinity, double.PositiveInfinity) => "a number",
        (_, double.PositiveInfinity) => FormattableString.Invariant($"a number of at least {Least}"),
        _ => FormattableString.Invariant($"a number from {Least} to {(IsBelowOne ? "below 1" : FormattableString.Invariant($"{Most}"))}"),
    };

    private bool IsBelowOne => Most == Math.BitDecrement(1.0);

    /// <inheritdoc/>
    public override double Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= Least && value <= Most && double.IsFinite(value)
            ? value
            : throw Refused(text);
}
