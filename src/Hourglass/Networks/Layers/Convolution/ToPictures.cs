using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>Rows in the order channel, row, column as feature maps.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="Shape">The feature maps.</param>
internal sealed record ToPictures(string Name, DataShape Shape) : Layer(Name, DataShape.Row(Shape.Size), Shape);
