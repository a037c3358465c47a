using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>The largest of each 2 x 2 positions; at the edge, of the existing ones.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="From">The input feature maps.</param>
internal sealed record MaxPooling(string Name, DataShape From) : Layer(Name, From, From with { Height = (From.Height + 1) / 2, Width = (From.Width + 1) / 2 });
