using System.Text.Json.Serialization;

namespace Hourglass.Data;

/// <summary>Logarithms of numbers, standardised.</summary>
/// <param name="Least">Smaller numbers count as this one.</param>
/// <param name="Offset">Added to what a number exceeds the least by; above 0.</param>
/// <param name="Center">The mean of the logarithms.</param>
/// <param name="Unit">Their standard deviation; above 0.</param>
public sealed record LogScale(double Least, double Offset, double Center, double Unit) : NumberScale
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Description => "log";

    /// <inheritdoc/>
    internal override double Scaled(double number) => (Math.Log(Math.Max(number - Least, 0) + Offset) - Center) / Unit;

    /// <inheritdoc/>
    internal override double Number(double scaled) => Math.Exp(Center + (scaled * Unit)) - Offset + Least;

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(string column)
    {
        if (!double.IsFinite(Least) || !double.IsFinite(Center) || !double.IsFinite(Unit) || !double.IsFinite(Offset) || !(Unit > 0) || !(Offset > 0))
            yield return $"The scale of {What($"column '{column}'")} has the unit {Got(Unit)} and the offset {Offset}; both must be {Allowed("above 0")}.";
    }
}
