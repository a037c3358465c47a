using Hourglass.Files;

namespace Hourglass.Figures;

/// <summary>What a row has reached so far; one JSON file in <c>bench/reproduction/results</c>.</summary>
internal sealed record RowResult
{
    /// <summary>The file's format.</summary>
    public int Format { get; init; } = Json.Format;

    /// <summary>The recipe.</summary>
    public required string Model { get; init; }

    /// <summary>The data's descriptor.</summary>
    public required string Data { get; init; }

    /// <summary>Options of the training, less epochs.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The seed of training.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What computed the steps.</summary>
    public required string Engine { get; init; }

    /// <summary>The version that started the training.</summary>
    public required string Version { get; init; }

    /// <summary>Processor, cores and system of the last session.</summary>
    public required string Machine { get; init; }

    /// <summary>Versions of the runtime and of libtorch.</summary>
    public required string Runtime { get; init; }

    /// <summary>The run's own mark; null for runs that were begun before they had one.</summary>
    public string? Run { get; init; }

    /// <summary>What the options meant in the last training; null in files that were stored before that was kept.</summary>
    public Meaning? Meaning { get; init; }

    /// <summary>What it reached, by ascending epochs.</summary>
    public required IReadOnlyList<Point> Points { get; init; }

    /// <summary>The point after the most epochs.</summary>
    public Point? Last => Points.Count > 0 ? Points[^1] : null;

    /// <summary>Whether it is of the row as it stands now.</summary>
    public bool IsOf(Row row) => Model == row.Model && Data == row.Data && Equal(Settings, row.Settings);

    /// <summary>Whether the row's options had another meaning when it was trained; false if unknown.</summary>
    public bool MeantOtherThan(Row row) => Meaning?.IsOf(row) == false;

    /// <summary>The training that a point is of.</summary>
    public PointTraining TrainingOf(Point point) =>
        point.Training ?? new PointTraining { Run = Run, Version = Version, Machine = Machine, Runtime = Runtime, Engine = Engine };

    /// <summary>The trainings that its points are of, each once.</summary>
    public IReadOnlyList<PointTraining> Trainings =>
        [.. Points.Select(TrainingOf).Aggregate(new List<PointTraining>(), (found, training) => found.Exists(training.IsOf) ? found : [.. found, training])];

    /// <summary>Its points, each with the training it is of, so that another head can be put above them.</summary>
    public IReadOnlyList<Point> MarkedPoints => [.. Points.Select(point => point with { Training = TrainingOf(point) })];

    /// <summary>Whether it has been evaluated as the row asks after so many epochs, or in full already.</summary>
    public bool Has(Row row, int epochs) =>
        Points.Any(point => point.Epochs == epochs && (Equal(point.Evaluate, row.EvaluateAt(epochs)) || Equal(point.Evaluate, row.Evaluate)));

    /// <summary>With a point, instead of one of as many epochs.</summary>
    public RowResult With(Point point) =>
        this with { Points = [.. Points.Where(other => other.Epochs != point.Epochs).Append(point).OrderBy(other => other.Epochs)] };

    /// <summary>Whether two sets of options are the same.</summary>
    public static bool Equal(IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> second) =>
        first.Count == second.Count && first.All(pair => second.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
