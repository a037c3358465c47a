namespace Hourglass.Training;

/// <summary>Weights, optimizer and place of a run as they were when all numbers were finite, to go back to.</summary>
internal sealed class GoodState(Trainer trainer) : IDisposable
{
    private readonly WeightSnapshot weights = new(trainer.Model.Modules);
    private readonly Dictionary<string, float[]> optimizer = new(StringComparer.Ordinal);
    private TrainingState state = trainer.State;

    /// <summary>Copies everything as it is now.</summary>
    public void Take()
    {
        weights.Take(trainer.Model.Modules);
        state = trainer.State.Copy();
        foreach (var (name, values) in trainer.Optimizer.State)
        {
            if (!optimizer.TryGetValue(name, out var copy)) optimizer[name] = copy = new float[values.Length];
            values.CopyTo(copy, 0);
        }
    }

    /// <summary>Goes back to the last copy, with the learning rate halved from there on.</summary>
    public void RestoreSlower()
    {
        weights.Restore(trainer.Model.Modules);
        var seconds = trainer.State.Seconds;
        trainer.State = state.Copy();
        trainer.State.Seconds = seconds;
        trainer.State.Halvings++;
        trainer.Optimizer.Steps = state.OptimizerSteps;
        foreach (var (name, values) in trainer.Optimizer.State) optimizer[name].CopyTo(values, 0);
    }

    public void Dispose() => weights.Dispose();
}
