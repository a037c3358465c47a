using Hourglass.Settings;

namespace Hourglass;

/// <summary>Options of the models that are trained on importance-weighted bounds.</summary>
internal static class BoundParameters
{
    public static readonly IntegerParameter Samples = new("samples", 5, 1, 10_000, "K: latent vectors in each importance-weighted bound");

    public static readonly IntegerParameter Groups = new("groups", 4, 1, 10_000, "M: bounds of an example, of which the mean is taken; M x K latent vectors are drawn");
}
