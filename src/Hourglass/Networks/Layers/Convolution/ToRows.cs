using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>Feature maps as rows in the order channel, row, column.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="Shape">The feature maps.</param>
internal sealed record ToRows(string Name, DataShape Shape) : Layer(Name, Shape, DataShape.Row(Shape.Size));
