using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>The function of the first half of a row's numbers times the logistic function of the second half.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="Outputs">Numbers per output row, half of those per input row.</param>
/// <param name="Function">The function applied to the first half.</param>
internal sealed record Gate(string Name, int Outputs, Activation Function) : Layer(Name, DataShape.Row(2 * Outputs), DataShape.Row(Outputs));
