using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Training.Diagnostics;

/// <summary>Looks at a trained model as someone who has trained many would, and says in words what is wrong with it.</summary>
internal static class Diagnosis
{
    private static readonly IDiagnostic[] Checks =
        [new PosteriorCollapse(), new UnusedDimensions(), new DeadUnits(), new DeadEntries(), new DecoderRange(), new OutweighedTerm()];

    /// <summary>What was found, the gravest first; none for a healthy model.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="train">Its training examples, in the units of the model; at most 2,000 are looked at.</param>
    /// <param name="seed">Decides what chance a look needs.</param>
    public static IReadOnlyList<TrainingWarning> Of(Autoencoder model, Examples train, ulong seed)
    {
        using var scope = NewDisposeScope();
        var diagnosed = Look(model, train, seed);
        return [.. Checks.Select(check => check.Check(diagnosed)).OfType<TrainingWarning>()];
    }

    private static DiagnosedModel Look(Autoencoder model, Examples train, ulong seed)
    {
        using var frozen = no_grad();
        return new DiagnosedModel(model, train, seed);
    }
}
