using Hourglass.Data;
using Hourglass.Preparation;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>Options of reading and preparing the data.</summary>
internal static class DataParameters
{
    public static readonly ChoiceParameter<ScalingKind> Scale = new("scale", ScalingKind.Auto,
        "scaling of each feature, fitted on the training examples: to [0, 1] (minmax), or to mean 0 and standard deviation 1 (standard); " +
        "auto is standard for rows outside [0, 1], else none");

    public static readonly TextParameter Array = new("array", "name of the array with the examples in an .npz file; needed only if several arrays qualify",
        "detected by name");

    public static IReadOnlyList<Parameter> All { get; } = [Scale, Array, PictureOptions.Side, .. PictureOptions.Declared.Parameters];
}
