using Hourglass.Codes;
using Hourglass.Priors;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>KL(q(z|x) || p(z)) in closed form, for the pairs of distributions that have one.</summary>
internal static class Divergence
{
    /// <summary>The divergence in nats [rows], or null where the pair has no closed form.</summary>
    public static Tensor? ClosedForm(DistributionCode code, Prior prior) => (code, prior) switch
    {
        (GaussianCode gaussian, StandardNormal) => gaussian.DivergenceFromStandardNormal().sum(1),
        (CategoricalCode categorical, UniformCategorical uniform) => ToUniform(categorical, uniform.Classes),
        (VonMisesFisherCode sphere, UniformSphere) => sphere.DivergenceFromUniform(),
        _ => null,
    };

    /// <summary>sum p log(p K), over classes and groups.</summary>
    private static Tensor ToUniform(CategoricalCode code, int classes) =>
        (code.LogProbability.exp() * (code.LogProbability + Math.Log(classes))).sum([1L, 2L]);
}
