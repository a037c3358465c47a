using Hourglass.Settings;

namespace Hourglass;

/// <summary>Options of the models that are trained on importance-weighted bounds.</summary>
internal static class BoundParameters
{
    public static readonly IntegerParameter Samples = new("samples", 5, 1, 10_000, "K: latent samples per importance-weighted bound");

    public static readonly IntegerParameter Groups = new("groups", 4, 1, 10_000, "M: number of bounds averaged per example; M x K latent samples are drawn");
}
