using Hourglass.Preparation;
using Hourglass.Tests.Contracts;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Tests.Training;

/// <summary>Four epochs of five steps, in which a weight becomes NaN before certain steps.</summary>
internal sealed class PoisonedRun : IDisposable
{
    private readonly CancellationTokenSource cancellation = new();
    private readonly Queue<long> poisoned;

    /// <param name="contract">The model and its examples.</param>
    /// <param name="steps">Steps, counted from 0, before which a weight becomes NaN, each once.</param>
    public PoisonedRun(ContractCase contract, params long[] steps)
    {
        poisoned = new Queue<long>(steps);
        var options = new TrainingOptions { Epochs = 4, BatchSize = 4, LearningRate = 0.004 };
        Trainer = new Trainer(contract.Blueprint(), new CountedExamples(contract.Examples(20), Cut) { Armed = true }, DataPreparation.None, options, happened =>
        {
            if (happened is EpochDone epoch) Epochs.Add(epoch);
            if (happened is LearningRateHalved halved) Halvings.Add(halved);
        });
        Trainer.ReadsAhead = false;
    }

    public Trainer Trainer { get; }

    public List<EpochDone> Epochs { get; } = [];

    public List<LearningRateHalved> Halvings { get; } = [];

    /// <summary>The step, counted from 0, after which the run is interrupted.</summary>
    public long? StopBefore { get; init; }

    public RunStopped Run() => Trainer.Run(cancellation.Token);

    public void Dispose()
    {
        Trainer.Model.Dispose();
        Trainer.Dispose();
        cancellation.Dispose();
    }

    private void Cut()
    {
        // Examples are looked at once before there is a trainer.
        if (Trainer is null) return;
        if (Trainer.State.Step == StopBefore && Halvings.Count > 0) cancellation.Cancel();
        if (!poisoned.TryPeek(out var step) || Trainer.State.Step != step) return;
        poisoned.Dequeue();
        using var frozen = no_grad();
        Trainer.Model.Modules.named_parameters().Single(pair => pair.name == "decoder.dense1.bias").parameter.fill_(float.NaN);
    }
}
