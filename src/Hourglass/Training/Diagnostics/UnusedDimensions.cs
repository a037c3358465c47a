using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Training.Diagnostics;

/// <summary>
/// A code wider than the data can fill. For Gaussian codes a dimension is unused when it is not active; for others the rank of the
/// codes is counted: directions in which their covariance has less than a ten-thousandth of its largest eigenvalue are unused.
/// </summary>
internal sealed class UnusedDimensions : IDiagnostic
{
    private const double Negligible = 1e-4;
    private const double MostShare = 0.25;
    private const int LargestCovariance = 1024;

    public TrainingWarning? Check(DiagnosedModel diagnosed)
    {
        // How full a codebook is, its entries tell.
        if (PosteriorCollapse.Holds(diagnosed) || diagnosed.Model.Blueprint.CodeKind is QuantizedSpec) return null;
        var latent = diagnosed.Variances.Length;
        var used = diagnosed.Divergence is not null ? PosteriorCollapse.Active(diagnosed) : Rank(diagnosed);
        var dead = diagnosed.Divergence is null ? DeadUnits.Count(diagnosed) : 0;
        if (used == 0 || latent - dead - used <= MostShare * latent) return null;
        var reason = diagnosed.Divergence is null
            ? "the data varies in fewer directions than the code has"
            : "the others cost more KL than they could save in reconstruction, and follow the prior";
        return new TrainingWarning(
            "unused-dimensions",
            $"The code is wider than the data can fill: of {latent} latent dimensions {used} carry information; {reason}.",
            $"Use {Setting("latent", used)}: a smaller code reconstructs as well.");
    }

    private static int Rank(DiagnosedModel diagnosed)
    {
        var (examples, latent) = (diagnosed.Locations.shape[0], diagnosed.Locations.shape[1]);
        if (latent > LargestCovariance || examples < 4 * latent)
        {
            var largest = diagnosed.Variances.Max();
            return diagnosed.Variances.Count(variance => variance > Negligible * largest);
        }

        var centred = diagnosed.Locations.to_type(float64);
        centred -= centred.mean([0]);
        var spectrum = linalg.eigvalsh(centred.t().mm(centred)).data<double>().ToArray();
        return spectrum.Count(value => value > Negligible * spectrum[^1]);
    }
}
