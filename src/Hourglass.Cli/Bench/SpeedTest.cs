using Hourglass.Data;
using Hourglass.Eager;
using Hourglass.Engines;
using Hourglass.Engines.Fused;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Cli.Bench;

/// <summary>Times the training of a workload by each engine and by the plain loop, one after the other in each round.</summary>
/// <param name="train">What is learnt from.</param>
/// <param name="rounds">How often each is timed.</param>
/// <param name="seconds">About how long each time.</param>
internal sealed class SpeedTest(Examples train, int rounds, double seconds)
{
    /// <summary>Times one workload.</summary>
    public SpeedResult Run(Workload workload, CancellationToken cancellation)
    {
        var data = tensor(train.First(20_000).ToRows());
        using var kept = data;
        List<double> fused = [], torch = [], eager = [];
        var steps = 20;
        for (var round = -1; round < rounds; round++)
        {
            if (cancellation.IsCancellationRequested) throw new HourglassException("The benchmark was stopped before it was done; run it again.");
            var rates = new[] { Engine(workload, Engines.Engine.Fused, steps), Engine(workload, Engines.Engine.Torch, steps), Eager(workload, data, steps) };
            if (round < 0)
            {
                // The first round warms up, and tells how many steps take long enough.
                steps = (int)Math.Clamp(seconds * rates[2] / workload.Batch, 10, 20_000 / workload.Batch);
                continue;
            }

            fused.Add(rates[0]);
            torch.Add(rates[1]);
            eager.Add(rates[2]);
        }

        return new SpeedResult(workload, FlopsPerExample(workload), fused, torch, eager);
    }

    private double Engine(Workload workload, Engine engine, int steps)
    {
        var examples = train.First(steps * workload.Batch);
        List<double> ends = [];
        using var trainer = new Trainer(workload.Blueprint, examples, new TrainingOptions { Epochs = 2, BatchSize = workload.Batch, Engine = engine }, happened =>
        {
            if (happened is EpochDone done) ends.Add(done.Seconds);
        });
        using var model = trainer.Model;
        trainer.Run();
        return examples.Count / (ends[1] - ends[0]);
    }

    private static double Eager(Workload workload, Tensor data, int steps)
    {
        var model = workload.Eager();
        using var module = model.Module;
        using var optimizer = optim.Adam(module.parameters(), 1e-3);
        EagerLoop.Run(model, optimizer, data, workload.Batch, Math.Max(3, steps / 4));
        return EagerLoop.Run(model, optimizer, data, workload.Batch, steps);
    }

    private double FlopsPerExample(Workload workload)
    {
        using var model = workload.Blueprint.Build();
        return PlanCompiler.Compile(model, train, workload.Batch, 1).FlopsPerExample;
    }
}
