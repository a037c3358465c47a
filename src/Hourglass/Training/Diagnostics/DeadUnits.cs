using Hourglass.Codes;

namespace Hourglass.Training.Diagnostics;

/// <summary>
/// Units of a deterministic code that are 0 for every example, more than a tenth of them: a relu whose input is never positive, or a
/// unit that is never among the few that may fire, gets no gradient.
/// </summary>
internal sealed class DeadUnits : IDiagnostic
{
    private const double Silent = 1e-6;
    private const double MostShare = 0.1;

    /// <summary>How many units are 0 for every example; 0 for codes of other kinds, and linear ones, which come back by themselves.</summary>
    public static long Count(DiagnosedModel diagnosed) =>
        diagnosed.Model.Blueprint.CodeKind is CodeSpec<PointCode> and not PointSpec { Activation: Activation.Linear }
        ? diagnosed.Locations.abs().amax([0]).le(Silent).sum().item<long>()
        : 0;

    public TrainingWarning? Check(DiagnosedModel diagnosed)
    {
        var latent = diagnosed.Variances.Length;
        if (Count(diagnosed) is var dead && dead <= MostShare * latent) return null;
        var (cause, remedy) = diagnosed.Model.Blueprint.CodeKind is PointSpec ? Penalised() : Outdone();
        return new TrainingWarning(
            "dead-units",
            $"{dead} of {latent} units of the code are 0 for all of {diagnosed.Examples.Count:N0} examples, and a unit that never fires gets no " +
                $"gradient to recover: {cause}.",
            remedy);
    }

    private static (string Cause, MessageText Remedy) Penalised() => (
        "its input is never positive, because the penalty is too strong or the steps are too large",
        $"Lower the penalty ({Setting("sparsity")}) or the learning rate ({Setting("learning_rate")}), use an activation without a flat part " +
            $"({Setting("code_activation", "leakyrelu")} or {Setting("code_activation", "softplus")}), or use a smaller code.");

    private static (string Cause, MessageText Remedy) Outdone() => (
        "other units always win over it",
        $"Let more units fire at once (a larger {Setting("k")}), train longer or with a smaller {Setting("learning_rate")}, or use a smaller code.");
}
