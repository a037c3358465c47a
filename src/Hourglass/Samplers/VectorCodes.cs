using Hourglass.Codes;

namespace Hourglass.Samplers;

/// <summary>Distinguishes codes that are vectors of numbers from codes of symbols.</summary>
internal static class VectorCodes
{
    /// <summary>The codes, in words.</summary>
    public const string Text = "vectors (points, Gaussians, on the sphere, in the Poincare ball)";

    /// <summary>Rejects codes of symbols.</summary>
    public static IEnumerable<MessageText> Violations(Sampler sampler, Blueprint blueprint)
    {
        if (blueprint.CodeKind is QuantizedSpec)
            yield return $"The sampler '{sampler.Name}' draws vectors, but the codes of the model '{blueprint.Model}' are symbols; " +
                "use the sampler pixelcnn or prior.";
        if (blueprint.CodeKind is CategoricalSpec)
            yield return $"The sampler '{sampler.Name}' draws vectors, but the codes of the model '{blueprint.Model}' are classes; " +
                "use the sampler prior or vamp.";
    }
}
