using Hourglass.Evaluation;

namespace Hourglass.Training.Diagnostics;

/// <summary>
/// Codes that say nothing of the example because all of them are the prior (Bowman et al. 2016): under a tenth of the latent
/// dimensions are active, that is have a posterior mean of variance above 0.01 (Burda et al. 2016).
/// </summary>
internal sealed class PosteriorCollapse : IDiagnostic
{
    private const double LeastShare = 0.1;

    /// <summary>Whether so few dimensions are active that the code as a whole is lost; only for Gaussian codes.</summary>
    public static bool Holds(DiagnosedModel diagnosed) =>
        diagnosed.Divergence is not null && Active(diagnosed) < Math.Max(1, LeastShare * diagnosed.Variances.Length);

    public static int Active(DiagnosedModel diagnosed) => diagnosed.Variances.Count(variance => variance > ActiveUnits.Threshold);

    public TrainingWarning? Check(DiagnosedModel diagnosed)
    {
        if (!Holds(diagnosed)) return null;
        var nats = diagnosed.Divergence!.sum().item<float>();
        var likelihood = diagnosed.Model.Blueprint.Loss.CountsMoreBy ?? $"give the KL less weight ({Setting("model", "beta-vae")}, {Setting("beta", 0.5)})";
        return new TrainingWarning(
            "posterior-collapse",
            $"The code has collapsed onto the prior: {Active(diagnosed)} of {diagnosed.Variances.Length} latent dimensions differ between examples, with a " +
                $"mean KL of {nats:F2} nats, so that the decoder gives almost the same output for every input. The KL costs more than " +
                $"the code could save in reconstruction.",
            $"Lower a beta above 1, increase the weight of the KL slowly ({Setting("warmup", 10)}), {likelihood}, or train longer.");
    }
}
