using Hourglass.Data;
using Hourglass.Engines;
using Hourglass.Training;

namespace Hourglass.SpeedBench;

/// <summary>Whether a model is as good whichever engine trained it.</summary>
/// <param name="train">What is learnt from.</param>
/// <param name="test">What is judged.</param>
/// <param name="settings">How long.</param>
internal sealed class AgreementSection(Examples train, Examples test, BenchSettings settings)
{
    private const int Count = 10_000;
    private const int Epochs = 3;
    private const ulong JudgeSeed = 1;
    private static readonly ulong[] Seeds = [1, 2, 3];

    /// <summary>Trains every workload with both engines and several seeds.</summary>
    public BenchTable Run() => new(
        "Agreement of the engines",
        $"The loss on {TestImages:N0} test images in nats after {Epochs} epochs on {TrainingImages:N0} training images, with Adam 1e-3 " +
            "and seeds 1, 2, 3. The noise is the standard error of the difference of the means, estimated from the spread over seeds.",
        ["model", "batch", "fused", "torch", "difference of the means", "its noise"],
        [.. Workload.All.Select(Row)]);

    private int TrainingImages => settings.Quick ? Count / 10 : Count;

    private int TestImages => settings.Quick ? Count / 10 : test.Count;

    private string[] Row(Workload workload)
    {
        double[] fused = [.. Seeds.Select(seed => Loss(workload, Engine.Fused, seed))];
        double[] torch = [.. Seeds.Select(seed => Loss(workload, Engine.Torch, seed))];
        return
        [
            workload.Name,
            $"{workload.Batch}",
            string.Join(", ", fused.Select(loss => $"{loss:F2}")),
            string.Join(", ", torch.Select(loss => $"{loss:F2}")),
            $"{fused.Average() - torch.Average():F2}",
            $"{Math.Sqrt((Variance(fused) + Variance(torch)) / Seeds.Length):F2}",
        ];
    }

    private double Loss(Workload workload, Engine engine, ulong seed)
    {
        using var trainer = new Trainer(workload.Blueprint, train.First(TrainingImages),
            new TrainingOptions { Epochs = Epochs, BatchSize = workload.Batch, Engine = engine, Seed = seed }, _ => { });
        using var model = trainer.Model;
        if (trainer.Run(settings.Cancellation).Reason != StopReason.Finished)
            throw new HourglassException($"{workload.Name}: training with the {engine} engine was stopped early; run the benchmark again.");
        return ObjectiveMeans.Of(model, test.First(TestImages), JudgeSeed, 0)[0].Value;
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
