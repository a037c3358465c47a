using System.Text.Json.Serialization;

namespace Hourglass.Priors;

/// <summary>Weight-free description of the distribution p(z) from which new latent vectors are drawn.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(StandardNormal), "standard-normal")]
[JsonDerivedType(typeof(FittedNormal), "fitted-normal")]
public abstract record Prior
{
    /// <summary>Builds the prior with its weights, if it has any.</summary>
    internal abstract PriorModule Build(int latent);
}
