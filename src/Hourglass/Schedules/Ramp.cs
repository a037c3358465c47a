namespace Hourglass.Schedules;

/// <summary>Changes from one value to another, then stays.</summary>
/// <param name="From">The value at the start.</param>
/// <param name="To">The final value.</param>
/// <param name="Epochs">Epochs until it is reached; at 0 it is reached at once.</param>
/// <param name="Shape">Shape of the change.</param>
public sealed record Ramp(double From, double To, double Epochs, RampShape Shape = RampShape.Linear) : Schedule
{
    /// <inheritdoc/>
    public override double At(double epoch)
    {
        if (epoch >= Epochs) return To;
        var part = epoch / Epochs;
        return From + ((To - From) * (Shape == RampShape.Cosine ? (1 - Math.Cos(Math.PI * part)) / 2 : part));
    }
}
