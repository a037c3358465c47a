using Hourglass.Data;
using Hourglass.Objectives;
using Hourglass.Passes;
using Hourglass.Schedules;
using static TorchSharp.torch;

namespace Hourglass.Training;

/// <summary>Minimises the cross-entropy of the class, in nats, over the encoder and the softmax head.</summary>
internal sealed class ClassifierStage(Autoencoder model, int epochs) : Stage(epochs)
{
    public override IReadOnlyList<StagePlayer> Players { get; } =
        [new StagePlayer([.. model.Modules.Encoder.parameters(), .. model.Modules.Classifier!.parameters()],
            [new StageTerm("cross_entropy_nats", new Constant(1))])];

    public override IReadOnlyList<IReadOnlyList<Tensor>> Evaluate(Batch clean, Moment moment, Generator random)
    {
        var labels = clean.Labels
            ?? throw new HourglassException($"The model '{What(model.Blueprint.Model)}' learns the class of each example, but these examples have no " +
                $"labels; give {Allowed($"labelled data or {Setting("classify", "false")}")}.");
        model.Modules.Lend(random);
        var seen = clean with { Rows = Inputs.Target(model.Blueprint, clean, random) };
        var logits = model.Modules.Classifier!.call(model.Locate(seen));
        return [[nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.None)]];
    }
}
