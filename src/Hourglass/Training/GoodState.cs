namespace Hourglass.Training;

/// <summary>Weights, optimizer and position of a run at a time when all numbers were finite, to return to.</summary>
internal sealed class GoodState(TrainingSession session) : IDisposable
{
    private readonly WeightSnapshot weights = new(session.Model.Modules);
    private readonly Dictionary<string, float[]> optimizer = new(StringComparer.Ordinal);
    private TrainingState state = session.State;

    /// <summary>Copies the current state.</summary>
    public void Take()
    {
        weights.Take(session.Model.Modules);
        state = session.State.Copy();
        foreach (var (name, values) in session.Optimizer.State)
        {
            if (!optimizer.TryGetValue(name, out var copy)) optimizer[name] = copy = new float[values.Length];
            values.CopyTo(copy, 0);
        }
    }

    /// <summary>Returns to the last copy and halves the learning rate from there on.</summary>
    public void RestoreSlower()
    {
        weights.Restore(session.Model.Modules);
        var seconds = session.State.Seconds;
        session.State = state.Copy();
        session.State.Seconds = seconds;
        session.State.Halvings++;
        session.Optimizer.Steps = state.OptimizerSteps;
        foreach (var (name, values) in session.Optimizer.State) optimizer[name].CopyTo(values, 0);
    }

    public void Dispose() => weights.Dispose();
}
