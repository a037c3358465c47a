namespace Hourglass.Schedules;

/// <summary>A value that does not change.</summary>
/// <param name="Value">The value.</param>
public sealed record Constant(double Value) : Schedule
{
    /// <inheritdoc/>
    public override double At(double epoch) => Value;
}
