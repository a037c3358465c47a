namespace Hourglass.Schedules;

/// <summary>Rises linearly from 0 to a value, then stays (the KL warm-up of Bowman et al. 2016 and Sonderby et al. 2016).</summary>
/// <param name="Value">The final value.</param>
/// <param name="Epochs">Epochs until it is reached; at 0 it is reached at once.</param>
[Cites("bowman2016", "S. R. Bowman and L. Vilnis and O. Vinyals and A. M. Dai and R. Jozefowicz and S. Bengio", "Generating sentences from a continuous space",
    "CoNLL", 2016)]
public sealed record Warmup(double Value, double Epochs) : Schedule
{
    /// <inheritdoc/>
    public override double At(double epoch) => epoch >= Epochs ? Value : Value * epoch / Epochs;
}
