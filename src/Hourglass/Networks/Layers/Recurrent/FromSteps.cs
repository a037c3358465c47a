using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>A series as an example.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="Shape">The shape of an example.</param>
internal sealed record FromSteps(string Name, DataShape Shape) : Layer(Name, SeriesShape.Of(Shape).AsShape, Shape)
{
    /// <summary>How an example is read.</summary>
    public SeriesShape Series => SeriesShape.Of(Shape);
}
