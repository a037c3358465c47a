using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>An example as a series.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="Shape">The shape of an example.</param>
internal sealed record ToSteps(string Name, DataShape Shape) : Layer(Name, Shape, SeriesShape.Of(Shape).AsShape)
{
    /// <summary>How an example is read.</summary>
    public SeriesShape Series => SeriesShape.Of(Shape);
}
