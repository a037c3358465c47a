
namespace Hourglass.Training;

/// <summary>The phases of a run, assigned to consecutive epochs.</summary>
internal sealed class TrainingPlan
{
    private readonly List<PlannedStage> stages = [];

    /// <param name="model">The model to train.</param>
    /// <param name="epochs">Requested number of epochs.</param>
    public TrainingPlan(Autoencoder model, int epochs)
    {
        foreach (var phase in model.Blueprint.Phases)
        {
            if (phase.IsClosedForm) stages.Add(new PlannedStage(phase, null, Epochs, 1));
            foreach (var stage in phase.Stages(model, epochs)) stages.Add(new PlannedStage(phase, stage, Epochs, stage.Epochs));
        }
    }

    /// <summary>Epochs of all stages.</summary>
    public int Epochs => stages.Count == 0 ? 0 : stages[^1].End;

    /// <summary>Whether nothing is learnt by gradient descent.</summary>
    public bool IsClosedForm => stages.All(stage => stage.Stage is null);

    /// <summary>The current stage after <paramref name="epoch"/> whole epochs; null when all are done.</summary>
    public PlannedStage? At(int epoch) => stages.Find(stage => epoch < stage.End);

    /// <summary>Whether a run that has done this many epochs by an earlier plan of the same model can continue with this plan.</summary>
    public bool Continues(TrainingPlan earlier, int epoch)
    {
        for (var i = 0; i < stages.Count; i++)
        {
            if (stages[i].Start != earlier.stages[i].Start) return epoch < stages[i].Start && epoch < earlier.stages[i].Start;
        }

        return true;
    }

    /// <summary>Whether no other stage follows.</summary>
    public bool IsLast(PlannedStage stage) => stage == stages[^1];
}
