using Hourglass.Codes;

namespace Hourglass.Samplers;

/// <summary>Tells codes that are vectors of numbers from those made of symbols.</summary>
internal static class VectorCodes
{
    /// <summary>The codes, for a person.</summary>
    public const string Text = "vectors: points, Gaussians, on the sphere, in the Poincare ball";

    /// <summary>Refuses codes made of symbols.</summary>
    public static IEnumerable<string> Violations(Sampler sampler, Blueprint blueprint)
    {
        if (blueprint.CodeKind is QuantizedSpec)
            yield return $"The sampler '{sampler.Name}' draws vectors, and the codes of the model '{blueprint.Model}' are symbols; take the sampler pixelcnn or prior.";
        if (blueprint.CodeKind is CategoricalSpec)
            yield return $"The sampler '{sampler.Name}' draws vectors, and the codes of the model '{blueprint.Model}' are classes; take the sampler prior or vamp.";
    }
}
