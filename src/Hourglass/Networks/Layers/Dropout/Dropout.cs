using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>Dropout, which does nothing outside training; see <see cref="DropoutModule"/>.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="Shape">The shape of input and output.</param>
/// <param name="Probability">The probability that a number becomes 0; 0 to below 1.</param>
internal sealed record Dropout(string Name, DataShape Shape, double Probability) : Layer(Name, Shape, Shape);
