using Hourglass.Data;
using Hourglass.Preparation;
using Hourglass.Training;

namespace Hourglass.Tests;

/// <summary>A trainer with what it reports, disposed of with its model.</summary>
internal sealed class TrainingRun : IDisposable
{
    /// <summary>Gets ready; examples are taken as they are.</summary>
    public TrainingRun(Blueprint blueprint, Examples examples, TrainingOptions options)
    {
        Trainer = new Trainer(blueprint, examples, options, Record, ScalingKind.None);

        void Record(RunEvent happened)
        {
            if (happened is EpochDone epoch) Epochs.Add(epoch);
        }
    }

    public Trainer Trainer { get; }

    public Autoencoder Model => Trainer.Model;

    public List<EpochDone> Epochs { get; } = [];

    /// <summary>The weights and buffers by name, copied.</summary>
    public Dictionary<string, float[]> Weights => WeightsOf(Model);

    public static Dictionary<string, float[]> WeightsOf(Autoencoder model) =>
        model.Modules.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.data<float>().ToArray(), StringComparer.Ordinal);

    /// <summary>Trains to the end and gives the run back.</summary>
    public static TrainingRun Finished(Blueprint blueprint, Examples examples, TrainingOptions options)
    {
        var run = new TrainingRun(blueprint, examples, options);
        Assert.Equal(StopReason.Finished, run.Run().Reason);
        return run;
    }

    public RunStopped Run(CancellationToken? cancellation = null) => Trainer.Run(cancellation ?? TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Trainer.Dispose();
        Model.Dispose();
    }
}
