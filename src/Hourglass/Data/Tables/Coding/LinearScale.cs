using System.Text.Json.Serialization;

namespace Hourglass.Data;

/// <summary>Numbers less their center, in units of their spread.</summary>
/// <param name="Center">The mean, or the median of numbers with heavy tails.</param>
/// <param name="Unit">The standard deviation, or that of a Gaussian with the same quartiles; above 0.</param>
/// <param name="IsRobust">Whether they are median and quartiles.</param>
public sealed record LinearScale(double Center, double Unit, bool IsRobust = false) : NumberScale
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Description => IsRobust ? "robust" : "standard";

    /// <inheritdoc/>
    internal override double Scaled(double number) => (number - Center) / Unit;

    /// <inheritdoc/>
    internal override double Number(double scaled) => Center + (scaled * Unit);

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(string column)
    {
        if (!double.IsFinite(Center) || !double.IsFinite(Unit) || !(Unit > 0))
            yield return $"The scale of {What($"column '{column}'")} has the unit {Got(Unit)}; it must be {Allowed("above 0")}.";
    }
}
