using System.Text.Json.Serialization;
using Hourglass.Engines;
using Hourglass.Files;
using Hourglass.Training;
using Hourglass.Training.Diagnostics;

namespace Hourglass.Runs;

/// <summary>The request and outcome of a run, as stored in <c>run.json</c>.</summary>
public sealed record RunDocument : IChecked
{
    /// <summary>Format version of the file.</summary>
    public int Format { get; init; } = Json.Format;

    /// <summary>The version of the library that started the run.</summary>
    public required string Version { get; init; }

    /// <summary>A unique identifier, which distinguishes runs with equal options; null in older runs.</summary>
    public string? Id { get; init; }

    /// <summary>The recipe.</summary>
    public required string Model { get; init; }

    /// <summary>The descriptor of the data, as given.</summary>
    public required string Data { get; init; }

    /// <summary>The fingerprint of the data; a run can only be resumed on equal data.</summary>
    public required string DataFingerprint { get; init; }

    /// <summary>The given options, as text.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>All options of training, with defaults filled in.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>System, architecture and number of cores of the first session.</summary>
    public required string Machine { get; init; }

    /// <summary>Versions of the runtime and of libtorch in the first session.</summary>
    public required string Runtime { get; init; }

    /// <summary>Version of the derivation of random numbers from the seed; 1 in runs older than this property.</summary>
    public int Randomness { get; init; } = 1;

    /// <summary>Versions and machines of the training sessions, in order; empty in runs older than this property, whose later sessions are not known.</summary>
    [JsonPropertyName("sittings")]
    public IReadOnlyList<SessionRecord> Sessions { get; init; } = [];

    /// <summary>The engine of the last session; null before the first step and in runs older than this property.</summary>
    public Engine? EngineTaken { get; init; }

    /// <summary>How the last session ended; null while one is running or if it was killed.</summary>
    public StopReason? Stopped { get; init; }

    /// <summary>Epochs completed when it last stopped; null before the first stop and in runs older than this property.</summary>
    public int? EpochsDone { get; init; }

    /// <summary>Whether the saved weights were trained for at least one step; null before they are saved and in runs older than this property.</summary>
    public bool? HasTrainedWeights { get; init; }

    /// <summary>One sentence on how it ended; saved in the form of <see cref="MessageText.ToDocument"/>, as are all messages of the file.</summary>
    public MessageText? Explanation { get; init; }

    /// <summary>One sentence for each time that a number was not finite and the learning rate was halved.</summary>
    public IReadOnlyList<MessageText> Halvings { get; init; } = [];

    /// <summary>Problems found in the trained model.</summary>
    public IReadOnlyList<TrainingWarning> Warnings { get; init; } = [];

    /// <summary>Seconds of training, over all sessions.</summary>
    public double WallSeconds { get; init; }

    /// <inheritdoc/>
    IEnumerable<MessageText> IChecked.Violations()
    {
        if (!(WallSeconds >= 0 && double.IsFinite(WallSeconds))) yield return $"{What("wall_seconds")} is {Got(WallSeconds)}; it must be " +
            $"{Allowed("0 or more")}.";
        foreach (var violation in Options.Violations()) yield return violation;
    }

    /// <summary>Whether it was requested with these options. Ignores epochs, which may increase in a resumed run.</summary>
    internal bool IsOf(string model, string data, IReadOnlyDictionary<string, string> settings)
    {
        return Model == model && Data == data && Others(Settings).SetEquals(Others(settings));

        static HashSet<KeyValuePair<string, string>> Others(IReadOnlyDictionary<string, string> options) =>
            [.. options.Where(pair => pair.Key != TrainingParameters.Epochs.Name)];
    }

    /// <summary>Rejects options other than the run's. Ignores epochs, which may change in a resumed run.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="model">The requested model; null for that of the run.</param>
    /// <param name="settings">The requested options; all others keep the run's values.</param>
    /// <exception cref="UsageException">The model or an option differs; the message names all differing options with both values.</exception>
    public void RequireSame(string folder, string? model, IReadOnlyDictionary<string, string> settings)
    {
        if (model is not null && model != Model)
            throw new UsageException($"The run in '{folder}' is of the {What("model")} '{Allowed(Model)}', but '{Got(model)}' is requested; " +
                $"omit the model to resume that run, or start a new one in another folder.");
        var recipe = Catalog.Find(Model);
        recipe.Read(settings);
        MessageText[] differing =
        [
            .. from parameter in recipe.AllParameters
               where parameter.Name != TrainingParameters.Epochs.Name && settings.ContainsKey(parameter.Name)
               let had = Settings.GetValueOrDefault(parameter.Name)
               where !parameter.AreSame(settings[parameter.Name], had)
               select (MessageText)$"{What(parameter.Name)} is {Allowed(had ?? parameter.DefaultText)} but {Got(settings[parameter.Name])} is requested",
        ];
        if (differing.Length > 0)
            throw new UsageException($"The run in '{folder}' has other options: {MessageText.Join("; ", differing)}. Omit them to resume it " +
                $"unchanged, or start a new run in another folder.");
    }

    /// <summary>Throws for a run whose next steps would draw different random numbers than in its own version.</summary>
    /// <exception cref="HourglassException">Its version derives other random numbers from the seed.</exception>
    internal void RequireSameRandomness(string path)
    {
        if (Randomness == Numerics.Randomness.Derivation) return;
        throw new HourglassException($"The run in '{What(path)}' was started by version {Version}, which draws other random numbers from the seed " +
            $"{Options.Seed} (derivation {Got(Randomness)}; this version has {Numerics.Randomness.Derivation}), so it cannot continue as if it had never " +
            $"stopped; {Allowed("continue it with that version, or train again into another folder")}.");
    }

    /// <summary>The document with a session of this build on this machine added, unless the last one had the same build and machine.</summary>
    internal RunDocument WithSession(int fromEpoch)
    {
        var session = new SessionRecord(ThisBuild.Version, ThisBuild.Machine, ThisBuild.Runtime, fromEpoch);
        return Sessions.Count > 0 && Sessions[^1].IsAlike(session) ? this : this with { Sessions = [.. Sessions, session] };
    }
}
