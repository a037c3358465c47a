using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>The last step of a series; the last real one if the lengths of the series are known.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="Steps">Steps of the series.</param>
/// <param name="Features">Numbers per step.</param>
internal sealed record LastStep(string Name, int Steps, int Features) : Layer(Name, RecurrentLayer.Series(Steps, Features), DataShape.Row(Features));
