using Hourglass.Codes;

namespace Hourglass.Training.Diagnostics;

/// <summary>Entries of codebooks that no example picks: more than half of them, over picks enough that each had its chance.</summary>
internal sealed class DeadEntries : IDiagnostic
{
    private const double MostShare = 0.5;
    private const int PicksAnEntry = 10;

    public TrainingWarning? Check(DiagnosedModel diagnosed)
    {
        if (diagnosed.Picked is not { } picked || diagnosed.Model.Blueprint.CodeKind is not QuantizedSpec spec) return null;
        if (picked.numel() < (long)PicksAnEntry * spec.Codebooks * spec.Classes) return null;
        var entries = spec.Codebooks * spec.Classes;
        var used = picked.reshape(picked.shape[0], spec.Codebooks, -1).unbind(1).Sum(ofBook => ofBook.unique(sorted: true).output.numel());
        if (used >= (1 - MostShare) * entries) return null;
        return new TrainingWarning(
            "dead-entries",
            $"{entries - used} of {entries} entries of the codebook are picked by none of {diagnosed.Examples.Count:N0} examples: a few entries lie nearest " +
                "to everything, and the others are never moved towards the data.",
            "Use a smaller codebook, or one whose entries follow the encoder by moving averages and are set anew when they die; " +
                "a larger commitment weight keeps the encoder near its entries.");
    }
}
