using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>An activation, applied to each number.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="Shape">The shape of input and output.</param>
/// <param name="Function">The function; not the linear one.</param>
internal sealed record Nonlinearity(string Name, DataShape Shape, Activation Function) : Layer(Name, Shape, Shape);
