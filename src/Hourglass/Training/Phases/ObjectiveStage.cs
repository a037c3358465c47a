using Hourglass.Data;
using Hourglass.Objectives;
using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Training;

/// <summary>Minimises the blueprint's objective, and those of its other players over the weights that these own.</summary>
internal sealed class ObjectiveStage : Stage
{
    private readonly Autoencoder model;

    public ObjectiveStage(Autoencoder model, int epochs)
        : base(epochs)
    {
        this.model = model;
        var blueprint = model.Blueprint;
        var left = model.Modules.named_parameters().ToList();
        List<StagePlayer> others = [];
        foreach (var player in blueprint.Others)
        {
            var owned = left.Where(pair => player.Owns.Any(part => pair.name == part || pair.name.StartsWith(part + ".", StringComparison.Ordinal))).ToList();
            if (owned.Count == 0)
                throw new UsageException($"The player '{What(player.Name)}' owns {Got(player.Owns)}, but no remaining part of the model has a name with " +
                    $"this prefix; give " +
                    $"{Allowed($"it some of {string.Join(", ", left.Select(pair => pair.name.Split('.')[0]).Distinct(StringComparer.Ordinal))}")}.");
            left.RemoveAll(owned.Contains);
            others.Add(new StagePlayer(
                [.. owned.Select(pair => pair.parameter)],
                [.. player.Objective.Select(term => new StageTerm($"{player.Name}_{term.Metric}", term.Weight))]));
        }

        Players = [new StagePlayer([.. left.Select(pair => pair.parameter)], [.. blueprint.Terms.Select(term => new StageTerm(term.Metric, term.Weight))]),
            .. others];
    }

    public override IReadOnlyList<StagePlayer> Players { get; }

    public override IReadOnlyList<IReadOnlyList<Tensor>> Evaluate(Batch clean, Moment moment, Generator random)
    {
        var (input, target) = Inputs.For(model.Blueprint, clean, random);
        var evaluated = model.Evaluate(input, target, moment, random);
        return [evaluated.Terms, .. evaluated.Others];
    }
}
