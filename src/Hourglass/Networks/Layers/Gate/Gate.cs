using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>The function of the first half of a row's numbers times the logistic function of the second half.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="Outputs">Half the numbers of a row that goes in, and all of one that comes out.</param>
/// <param name="Function">What the first half goes through.</param>
internal sealed record Gate(string Name, int Outputs, Activation Function) : Layer(Name, DataShape.Row(2 * Outputs), DataShape.Row(Outputs));
