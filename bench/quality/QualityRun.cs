using Hourglass.Runs;
using Hourglass.Training;

namespace Hourglass.Quality;

/// <summary>The training of one row with one seed, in its folder.</summary>
internal sealed record QualityRun(Row Row, long Seed, string Root)
{
    private const string TrainingGroup = "training";
    private const string ThreadsKey = "threads";

    /// <summary>The row's name and the seed.</summary>
    public string Name => $"{Row.Id}-seed{Seed}";

    /// <summary>The run's folder.</summary>
    public string Folder => Path.Combine(Root, Name);

    /// <summary>Where the commands' words for people go.</summary>
    public string Log => Folder + ".log";

    private string Weights => Path.Combine(Folder, "weights.safetensors");

    private string Evaluation => Path.Combine(Folder, "evaluation.json");

    private string Training => Path.Combine(Folder, "training.json");

    /// <summary>The arguments that train it from the start.</summary>
    public IReadOnlyList<string> TrainArguments => ["train", .. Row.TrainArguments, "--seed", $"{Seed}", "--out", Folder];

    /// <summary>What stands in the folder; null where nothing has been trained.</summary>
    /// <exception cref="HourglassException">The folder holds a damaged run or one of other options than the row's.</exception>
    public RunDocument? Read()
    {
        var folder = new RunFolder(Folder);
        if (!folder.Exists) return null;
        var document = folder.Read();
        var asked = Row.Settings(Seed);
        var epochs = TrainingParameters.Epochs.Name;
        if (!document.IsOf(Row.Model, Row.Data, asked) || document.Settings.GetValueOrDefault(epochs) != asked.GetValueOrDefault(epochs))
            throw new HourglassException($"The run in '{Folder}' was trained with other options than the row '{Row.Id}' has now; delete or rename the folder to train it again.");
        return document;
    }

    /// <summary>Whether it is trained to its end.</summary>
    /// <exception cref="HourglassException">As <see cref="Read"/>.</exception>
    public bool IsFinished() => Read()?.Stopped == StopReason.Finished;

    /// <summary>Trains from the start, or from where the run was interrupted, to the end or the next interruption.</summary>
    /// <exception cref="HourglassException">The training failed.</exception>
    public async Task TrainAsync(CommandLineTool tool)
    {
        var figures = await tool.RunAsync(Read() is null ? TrainArguments : ["train", "--resume", "--out", Folder], Log);
        FigureFile.Save(Training, new Dictionary<string, IReadOnlyDictionary<string, double>>(StringComparer.Ordinal)
        {
            [TrainingGroup] = new Dictionary<string, double>(figures, StringComparer.Ordinal) { [ThreadsKey] = tool.Threads },
        });
    }

    /// <summary>The row's figures for this seed; null where it is not trained to its end. Evaluates what has not been evaluated since.</summary>
    /// <exception cref="HourglassException">The evaluation failed or lacks a metric.</exception>
    public async Task<QualityResult?> EvaluateAsync(CommandLineTool tool)
    {
        if (Read() is not { Stopped: StopReason.Finished } document) return null;
        var kept = FigureFile.Load(Evaluation, Weights);
        var training = FigureFile.Load(Training, Weights).GetValueOrDefault(TrainingGroup);
        List<double> values = [];
        foreach (var figure in Row.Figures) values.Add(await EvaluateAsync(figure, kept, tool));
        return new QualityResult(Seed, document, values, training?.TryGetValue(ThreadsKey, out var threads) == true ? (int)threads : null);
    }

    private async Task<double> EvaluateAsync(Figure figure, Dictionary<string, IReadOnlyDictionary<string, double>> kept, CommandLineTool tool)
    {
        var split = figure.Split.ToString().ToLowerInvariant();
        if (kept.GetValueOrDefault(split) is { } known && figure.Read(known) is { } value) return value;
        if (kept.ContainsKey(split) && figure.IsOptional) return double.NaN;
        kept[split] = await tool.RunAsync(["evaluate", Folder, "--data", Row.Data, "--split", split, .. Row.EvaluateArguments], Log);
        FigureFile.Save(Evaluation, kept);
        return figure.Read(kept[split]) ?? (figure.IsOptional ? double.NaN : (double?)null)
            ?? throw new HourglassException($"The evaluation of '{Folder}' on the {split} examples has no number '{figure.Metric}' but {string.Join(", ", kept[split].Keys)}.");
    }
}
