using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Persistence;
using Hourglass.Preparation;
using Hourglass.Runs;
using Hourglass.Training;

namespace Hourglass.Sweeps;

/// <summary>Data and settings that all trainings of a sweep share.</summary>
/// <param name="Request">The request.</param>
/// <param name="Data">The data, opened once.</param>
/// <param name="Points">All trainings.</param>
internal sealed record SweepContext(SweepRequest Request, PreparedData Data, IReadOnlyList<SweepPoint> Points)
{
    private readonly HashSet<string> varied = [.. Request.Settings.Where(setting => setting.Value.Count > 1).Select(setting => setting.Key)];

    /// <summary>How metrics are measured.</summary>
    public SweepProtocol Protocol { get; } = new() { Validation = TrainingOf(Request, Points[0]).Validation };

    /// <summary>How grey values are binarised; the same in all trainings.</summary>
    public Binarization Binarization => Catalog.Find(Request.Model).Read(Points[0].Settings).Get(NetworkParameters.Binarize);

    /// <summary>Whether the models are evaluated on corrupted examples, so that metrics on clean examples are not comparable.</summary>
    public bool IsDenoising { get; } = First(Request, Data, Points).Corruption is not null;

    /// <summary>How the examples of all trainings are prepared.</summary>
    public DataPreparation Preparation { get; } = Data.Preparation.For(First(Request, Data, Points).Input);

    /// <summary>The folder of a training.</summary>
    public RunFolder Folder(SweepPoint point) => new(Path.Combine(Request.Output, Sweep.Runs, point.Name));

    /// <summary>The options that distinguish a training from those of other combinations.</summary>
    public string Label(SweepPoint point) => point.Label(varied);

    /// <summary>All options of training, with defaults filled in.</summary>
    public TrainingOptions Training(SweepPoint point) => TrainingOf(Request, point);

    /// <summary>The training and held-out examples of a training, in the units of the data source.</summary>
    public (Examples Train, Examples HeldOut) Parts(SweepPoint point)
    {
        var (train, held) = Trainer.Split(Data.Dataset.Train, Training(point));
        return held is null
            ? throw new UsageException($"{Got($"{Protocol.Validation} of {Data.Dataset.Train.Count:N0} training examples")} are none, but a sweep compares " +
                $"on held-out examples; give {Allowed("a larger fraction")} as {What(Setting("validation"))}.")
            : (train, held.Spread(Protocol.MostHeldOut));
    }

    /// <summary>Throws before anything is trained if a folder holds something other than its training.</summary>
    /// <exception cref="HourglassException">A folder holds something else.</exception>
    public void RequireFolders()
    {
        foreach (var point in Points)
        {
            var folder = Folder(point);
            if (!folder.Exists) continue;
            var document = folder.Read();
            if (!document.IsOf(Request.Model, Request.Data, point.Settings))
                throw new HourglassException($"The folder '{What(folder.Path)}' holds a run of {Got($"'{document.Model}' on '{document.Data}'")} with other " +
                    $"options than this sweep's; choose another {Setting("output")}.");
            if (document.DataFingerprint != Data.Fingerprint)
                throw new HourglassException($"The data '{What(Request.Data)}' are not what the run in '{folder.Path}' was trained on (fingerprint " +
                    $"{Got(Data.Fingerprint)}, then {Allowed(document.DataFingerprint)}); restore those data or choose another {Setting("output")}.");
            if (ModelFolder.ReadPreparation(folder.Path).Scaling.Kind is var scale && scale != Data.Preparation.Scaling.Kind)
                throw new HourglassException($"The run in '{What(folder.Path)}' was trained with scale={scale.ToString().ToLowerInvariant()}, but this " +
                    $"sweep would train with {Got($"scale={Data.Preparation.Scaling.Kind.ToString().ToLowerInvariant()}")}; give " +
                    $"{Allowed(Setting("scale", scale.ToString().ToLowerInvariant()))}, or choose another {Setting("output")}.");
            if (document.Options.Epochs > Training(point).Epochs)
                throw new HourglassException($"The run in '{What(folder.Path)}' was trained for {Allowed($"{document.Options.Epochs} epochs")}, more than " +
                    $"the {Got(Training(point).Epochs)} of this sweep; request as many, or choose another {Setting("output")}.");
        }
    }

    private static Blueprint First(SweepRequest request, PreparedData data, IReadOnlyList<SweepPoint> points) =>
        RecipeOf(request).ToBlueprint(RecipeOf(request).Read(points[0].Settings), data.Traits);

    private static Recipe RecipeOf(SweepRequest request) => Catalog.Find(request.Model);

    private static TrainingOptions TrainingOf(SweepRequest request, SweepPoint point) =>
        TrainingParameters.Read(Catalog.Find(request.Model).Read(point.Settings));
}
