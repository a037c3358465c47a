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

    public static void Load(string path, Trainer trainer)
    {
        using var file = SafetensorsFile.Open(path);
        if (!file.Metadata.TryGetValue(State, out var text))
            throw new HourglassException($"The checkpoint '{path}' is damaged (it has no {State}); delete it to start again.");
        var state = Json.Parse<TrainingState>(text, $"The {State} in the checkpoint '{path}'");
        file.CopyTo(Tensors(trainer));
        trainer.State = state;
        trainer.Optimizer.Steps = trainer.State.OptimizerSteps;
    }

    private static IReadOnlyList<StoredTensor> Tensors(Trainer trainer) =>
    [
        .. Prefixed("model.", ModuleTensors.Of(trainer.Model.Modules)),
        .. Prefixed("best.", ModuleTensors.Of(trainer.Best.Tensors.Select(pair => (pair.Key, pair.Value)))),
        .. trainer.Optimizer.State.Select(slot => new StoredTensor("optimizer." + slot.Name, [slot.Values.Length], () => slot.Values)),
    ];

    private static IEnumerable<StoredTensor> Prefixed(string prefix, IEnumerable<StoredTensor> tensors) =>
        tensors.Select(tensor => tensor with { Name = prefix + tensor.Name });
}
