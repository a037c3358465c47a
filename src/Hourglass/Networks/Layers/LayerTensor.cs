using Hourglass.Numerics;

namespace Hourglass.Layers;

/// <summary>A tensor of a layer.</summary>
/// <param name="Name">The name relative to the body, such as <c>dense1.weight</c>.</param>
/// <param name="Shape">The sizes of its dimensions.</param>
/// <param name="Learns">Whether it is a parameter; else it is a buffer that training updates by itself.</param>
internal sealed record LayerTensor(string Name, ValueList<int> Shape, bool Learns = true);
