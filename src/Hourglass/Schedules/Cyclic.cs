namespace Hourglass.Schedules;

/// <summary>
/// Rises from 0 to a value and stays there for the same time, repeatedly; after the last cycle it stays (H. Fu, C. Li, X. Liu,
/// J. Gao, A. Celikyilmaz and L. Carin, "Cyclical annealing schedule: a simple approach to mitigating KL vanishing", NAACL 2019,
/// equations 6 to 7 with R = 1/2).
/// </summary>
/// <param name="Value">The value that each cycle reaches.</param>
/// <param name="Epochs">Epochs of each rise; a cycle lasts twice as long. Above 0.</param>
/// <param name="Cycles">Number of cycles; at least 1.</param>
/// <param name="Shape">Shape of the rise.</param>
public sealed record Cyclic(double Value, double Epochs, int Cycles, RampShape Shape = RampShape.Linear) : Schedule
{
    /// <inheritdoc/>
    public override double At(double epoch) => epoch >= 2 * Epochs * Cycles ? Value : new Ramp(0, Value, Epochs, Shape).At(epoch % (2 * Epochs));
}
