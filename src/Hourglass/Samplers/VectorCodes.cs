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
            yield return $"The sampler '{What(sampler.Name)}' draws vectors, but the codes of the model '{Got(blueprint.Model)}' are symbols; use " +
                $"{Allowed("the sampler pixelcnn or prior")}.";
        if (blueprint.CodeKind is CategoricalSpec)
            yield return $"The sampler '{What(sampler.Name)}' draws vectors, but the codes of the model '{Got(blueprint.Model)}' are classes; use " +
                $"{Allowed("the sampler prior or vamp")}.";
    }
}
