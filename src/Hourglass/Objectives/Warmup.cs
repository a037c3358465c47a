namespace Hourglass.Objectives;

/// <summary>Rises linearly from 0 to a value, then stays (the KL warm-up of Bowman et al. 2016 and Sonderby et al. 2016).</summary>
/// <param name="Value">The final value.</param>
/// <param name="Epochs">Epochs until it is reached; above 0.</param>
public sealed record Warmup(double Value, double Epochs) : Schedule
{
    /// <inheritdoc/>
    public override double At(double epoch) => Value * Math.Min(1, epoch / Epochs);
}
