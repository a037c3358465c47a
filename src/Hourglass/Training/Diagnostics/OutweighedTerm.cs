using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Objectives;
using static TorchSharp.torch;

namespace Hourglass.Training.Diagnostics;

/// <summary>
/// A term of the objective that another outweighs: the gradient of the one, weighted, is under a thousandth of the other's with the
/// weights that training started from, and under a hundredth with those it ended at. (At the end alone it need not mean anything: a
/// term that is satisfied pulls no more.)
/// </summary>
internal sealed class OutweighedTerm : IDiagnostic
{
    private const int Batch = 256;
    private const double AtStart = 1e-3;
    private const double AtEnd = 1e-2;

    public TrainingWarning? Check(DiagnosedModel diagnosed)
    {
        var blueprint = diagnosed.Model.Blueprint;
        if (blueprint.Terms.Count < 2 || blueprint.Phases.All(phase => phase.IsClosedForm)) return null;
        using var fresh = blueprint.Build(seed: 1);
        var (start, end) = (Pulls(fresh, diagnosed.Examples), Pulls(diagnosed.Model, diagnosed.Examples));
        var strongest = Array.IndexOf(start, start.Max());
        for (var i = 0; i < start.Length; i++)
        {
            if (start[i] >= AtStart * start[strongest] || end[i] >= AtEnd * end[strongest]) continue;
            var (weak, strong) = (Name(blueprint.Terms[i]), Name(blueprint.Terms[strongest]));
            return new TrainingWarning(
                "outweighed-term",
                $"The terms of the loss are of wildly different scale: {weak} pulls at the weights {Times(start[strongest] / start[i])} less than " +
                    $"{strong}, so that it is as good as absent.",
                $"Raise the weight of {weak} or lower that of {strong} until both contribute; see the options of the model '{blueprint.Model}'.");
        }

        return null;
    }

    /// <summary>The norm of the weighted gradient of each term.</summary>
    private static double[] Pulls(Autoencoder model, Examples examples)
    {
        using var scope = NewDisposeScope();
        using var learning = enable_grad();
        using var random = Randomness.Generator(1, RandomPurpose.Evaluation);
        using var reader = new BatchReader(examples, Math.Min(Batch, examples.Count));
        var stage = new ObjectiveStage(model, 1);
        var player = stage.Players[0];
        var terms = stage.Evaluate(reader.Read(0), new Moment(double.PositiveInfinity, examples.Count), random)[0];
        return [.. terms.Select((term, i) => Pull(term) * Math.Abs(player.Terms[i].Weight.At(double.PositiveInfinity)))];

        double Pull(Tensor term)
        {
            var gradients = autograd.grad([term.mean()], [.. player.Owns], retain_graph: true, allow_unused: true);
            return Math.Sqrt(gradients.Where(gradient => gradient is { IsInvalid: false }).Sum(gradient => (double)gradient.square().sum().item<float>()));
        }
    }

    private static string Name(ObjectiveTerm term) => term.Metric.Replace("_nats", "", StringComparison.Ordinal);

    private static string Times(double ratio) => double.IsFinite(ratio) && ratio < 1e6 ? $"{ratio:N0} times" : "over a million times";
}
