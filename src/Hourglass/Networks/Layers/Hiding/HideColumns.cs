using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Layers;

/// <summary>Hides some columns of a row in training, and does nothing otherwise; see <see cref="HideColumnsModule"/>.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="Shape">The shape of input and output.</param>
/// <param name="Widths">Numbers of each column; numbers after the last column are never hidden.</param>
/// <param name="Most">The largest fraction of columns that is hidden; 0 to 1.</param>
internal sealed record HideColumns(string Name, DataShape Shape, ValueList<int> Widths, double Most) : Layer(Name, Shape, Shape);
