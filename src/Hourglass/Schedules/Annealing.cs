namespace Hourglass.Schedules;

/// <summary>Changes from one value to another by a constant factor per epoch, then stays (the temperature of Jang et al. 2017, section 4.1).</summary>
/// <param name="Start">The first value; above 0.</param>
/// <param name="End">The final value; above 0.</param>
/// <param name="Epochs">Epochs until it is reached; at 0 it is reached at once.</param>
public sealed record Annealing(double Start, double End, double Epochs) : Schedule
{
    /// <inheritdoc/>
    public override double At(double epoch) => epoch >= Epochs ? End : Start * Math.Pow(End / Start, epoch / Epochs);
}
