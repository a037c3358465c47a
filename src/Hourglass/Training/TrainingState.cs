
namespace Hourglass.Training;

/// <summary>The state of a run except its weights; saved in a checkpoint as JSON.</summary>
internal sealed class TrainingState : IChecked
{
    /// <summary>Completed epochs.</summary>
    public int Epoch { get; set; }

    /// <summary>Steps done in the current epoch.</summary>
    public int StepInEpoch { get; set; }

    /// <summary>Total steps done; determines the random numbers of the next one.</summary>
    public long Step { get; set; }

    /// <summary>Updates that the optimizer has done.</summary>
    public long OptimizerSteps { get; set; }

    /// <summary>Sums over the current epoch: the loss, then each term, times examples.</summary>
    public double[] Sums { get; set; } = [];

    /// <summary>Examples seen in the current epoch.</summary>
    public long Examples { get; set; }

    /// <summary>The lowest loss of an epoch so far (the validation loss, if there is one).</summary>
    public double BestLoss { get; set; } = double.MaxValue;

    /// <summary>Epochs done when it was reached; 0 before any.</summary>
    public int BestEpoch { get; set; }

    /// <summary>How often the learning rate was halved because a number was not finite.</summary>
    public int Halvings { get; set; }

    /// <summary>Seconds of training so far, over all sessions.</summary>
    public double Seconds { get; set; }

    /// <summary>Lists values that no training can produce.</summary>
    public IEnumerable<MessageText> Violations()
    {
        (string Name, double Value)[] counts =
        [
            (nameof(Epoch), Epoch), (nameof(StepInEpoch), StepInEpoch), (nameof(Step), Step), (nameof(OptimizerSteps), OptimizerSteps),
            (nameof(Examples), Examples), (nameof(BestEpoch), BestEpoch), (nameof(Halvings), Halvings), (nameof(Seconds), Seconds),
        ];
        foreach (var (name, value) in counts)
        {
            if (!(value >= 0 && double.IsFinite(value))) yield return $"{What(name)} is {Got(value)}; it must be {Allowed("0 or more")}.";
        }
    }

    /// <summary>A copy that shares nothing.</summary>
    public TrainingState Copy()
    {
        var copy = (TrainingState)MemberwiseClone();
        copy.Sums = [.. Sums];
        return copy;
    }
}
