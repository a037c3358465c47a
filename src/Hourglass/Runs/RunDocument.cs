using Hourglass.Engines;
using Hourglass.Files;
using Hourglass.Training;
using Hourglass.Training.Diagnostics;

namespace Hourglass.Runs;

/// <summary>What was asked and what became of it, as it stands in <c>run.json</c>.</summary>
public sealed record RunDocument : IChecked
{
    /// <summary>The file's format.</summary>
    public int Format { get; init; } = Json.Format;

    /// <summary>The library's version that began it.</summary>
    public required string Version { get; init; }

    /// <summary>A mark of its own, which tells two runs of equal options apart; null in runs that were begun before there was one.</summary>
    public string? Id { get; init; }

    /// <summary>The recipe.</summary>
    public required string Model { get; init; }

    /// <summary>The data's descriptor, as given.</summary>
    public required string Data { get; init; }

    /// <summary>The data's fingerprint: a run is only resumed on equal data.</summary>
    public required string DataFingerprint { get; init; }

    /// <summary>The options that were given, as texts.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>All options of training, with defaults filled in.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>System, architecture and number of cores of the first sitting.</summary>
    public required string Machine { get; init; }

    /// <summary>Versions of the runtime and of libtorch in the first sitting.</summary>
    public required string Runtime { get; init; }

    /// <summary>Which random numbers its seed stands for, by the number of their derivation; 1 in runs begun before this was kept.</summary>
    public int Randomness { get; init; } = 1;

    /// <summary>By which versions and machines it was trained, in order; none in runs of before this was kept, whose later sittings are not known.</summary>
    public IReadOnlyList<RunSitting> Sittings { get; init; } = [];

    /// <summary>What computed the steps of the last sitting; null before the first step, and in runs of before this was kept.</summary>
    public Engine? EngineTaken { get; init; }

    /// <summary>How the last sitting ended; null while one is under way or was killed.</summary>
    public StopReason? Stopped { get; init; }

    /// <summary>Whole epochs that had been done when it last stopped; null before the first stop, and in runs of before this was kept.</summary>
    public int? EpochsDone { get; init; }

    /// <summary>Whether the weights that are saved were trained, if only for a step; null before they are saved, and in runs of before this was kept.</summary>
    public bool? HasTrainedWeights { get; init; }

    /// <summary>A sentence on how it ended.</summary>
    public string? Explanation { get; init; }

    /// <summary>A sentence for each time that a number was not finite and the learning rate was halved.</summary>
    public IReadOnlyList<string> Halvings { get; init; } = [];

    /// <summary>What a look at the finished model found to put right.</summary>
    public IReadOnlyList<TrainingWarning> Warnings { get; init; } = [];

    /// <summary>Seconds of training, over all sittings.</summary>
    public double WallSeconds { get; init; }

    /// <inheritdoc/>
    IEnumerable<string> IChecked.Violations()
    {
        if (!(WallSeconds >= 0 && double.IsFinite(WallSeconds))) yield return $"wall_seconds is {WallSeconds}; it is 0 or more.";
        foreach (var violation in Options.Violations()) yield return violation;
    }

    /// <summary>Whether it was asked for with these options, epochs aside, which a run that goes on may have more of.</summary>
    internal bool IsOf(string model, string data, IReadOnlyDictionary<string, string> settings)
    {
        return Model == model && Data == data && Others(Settings).SetEquals(Others(settings));

        static HashSet<KeyValuePair<string, string>> Others(IReadOnlyDictionary<string, string> options) => [.. options.Where(pair => pair.Key != TrainingParameters.Epochs.Name)];
    }

    /// <summary>Refuses options that are not the run's, epochs aside, which a run that goes on may have other ones of.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="model">The model asked for; null for that of the run.</param>
    /// <param name="settings">The options asked for; what is not among them is as the run has it.</param>
    /// <exception cref="UsageException">The model or an option differs; all of them are named with both values.</exception>
    public void RequireSame(string folder, string? model, IReadOnlyDictionary<string, string> settings)
    {
        if (model is not null && model != Model)
            throw new UsageException($"The run in '{folder}' is of the model '{Model}', and '{model}' is asked for; leave the model out to resume that run, or start a new one in another folder.");
        var recipe = Catalog.Find(Model);
        recipe.Read(settings);
        string[] differing =
        [
            .. from parameter in recipe.AllParameters
               where parameter.Name != TrainingParameters.Epochs.Name && settings.ContainsKey(parameter.Name)
               let had = Settings.GetValueOrDefault(parameter.Name)
               where !parameter.AreSame(settings[parameter.Name], had)
               select $"{parameter.Name} is {had ?? parameter.DefaultText} and {settings[parameter.Name]} is asked for",
        ];
        if (differing.Length > 0)
            throw new UsageException($"The run in '{folder}' has other options: {string.Join("; ", differing)}. Leave them out to resume it as it is, or start a new run in another folder.");
    }

    /// <summary>Fails for a run whose next steps would draw other noise than they would have drawn then.</summary>
    /// <exception cref="HourglassException">Its seed stood for other random numbers.</exception>
    internal void RequireSameRandomness(string path)
    {
        if (Randomness == Numerics.Randomness.Derivation) return;
        throw new HourglassException($"The run in '{path}' was begun by version {Version}, which draws other random numbers from the seed {Options.Seed} (derivation {Randomness}; this version has {Numerics.Randomness.Derivation}), so it cannot go on as if it had never stopped; continue it with that version, or train again into another folder.");
    }

    /// <summary>With a sitting of this build on this machine, which is not told from the last one where that was alike.</summary>
    internal RunDocument WithSitting(int fromEpoch)
    {
        var sitting = new RunSitting(ThisBuild.Version, ThisBuild.Machine, ThisBuild.Runtime, fromEpoch);
        return Sittings.Count > 0 && Sittings[^1].IsAlike(sitting) ? this : this with { Sittings = [.. Sittings, sitting] };
    }
}
