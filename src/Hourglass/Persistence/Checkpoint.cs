using System.Text.Json;
using Hourglass.Files;
using Hourglass.Training;

namespace Hourglass.Persistence;

/// <summary>Everything a trainer needs to continue exactly where it was, in one file that is replaced atomically.</summary>
internal static class Checkpoint
{
    private const string State = "state";

    public static void Save(string path, Trainer trainer) => SafetensorsFile.Write(
        path,
        Tensors(trainer),
        new Dictionary<string, string>(StringComparer.Ordinal) { [State] = JsonSerializer.Serialize(trainer.State, Json.Line) });

    /// <summary>Restores what <see cref="Save"/> wrote.</summary>
    /// <exception cref="HourglassException">The checkpoint is damaged or of another model.</exception>
    public static void Load(OpenSafetensors file, Trainer trainer)
    {
        if (!file.Metadata.TryGetValue(State, out var text))
            throw new HourglassException($"The checkpoint '{What(file.Path)}' is damaged (it has no {Got(State)}); {Allowed("delete it to start again")}.");
        var state = Json.Parse<TrainingState>(text, $"The {State} in the checkpoint '{file.Path}'");
        file.CopyTo(Tensors(trainer));
        ModelFolder.RequireFinite(file, Weights(trainer));
        trainer.State = state;
        trainer.Optimizer.Steps = trainer.State.OptimizerSteps;
    }

    private static IReadOnlyList<StoredTensor> Tensors(Trainer trainer) =>
    [
        .. Weights(trainer),
        .. trainer.Optimizer.State.Select(slot => new StoredTensor("optimizer." + slot.Name, [slot.Values.Length], () => slot.Values)),
    ];

    private static IReadOnlyList<StoredTensor> Weights(Trainer trainer) =>
    [
        .. Prefixed("model.", ModuleTensors.Of(trainer.Model.Modules)),
        .. Prefixed("best.", ModuleTensors.Of(trainer.Best.Tensors.Select(pair => (pair.Key, pair.Value)))),
    ];

    private static IEnumerable<StoredTensor> Prefixed(string prefix, IEnumerable<StoredTensor> tensors) =>
        tensors.Select(tensor => tensor with { Name = prefix + tensor.Name });
}
