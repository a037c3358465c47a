using System.Text.Json.Serialization;
using Hourglass.Cli.Commands;

namespace Hourglass.Figures;

/// <summary>A protocol and its reference figures; one JSON file in the folder of its table.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Row
{
    /// <summary>The row's name: that of its file.</summary>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>The row of seed 1 where this one repeats it with another seed; else null.</summary>
    [JsonIgnore]
    public string? Repeats { get; private init; }

    /// <summary>What it is, for a person.</summary>
    public required string Title { get; init; }

    /// <summary>The data's descriptor.</summary>
    public string Data { get; init; } = "mnist";

    /// <summary>The recipe.</summary>
    public required string Model { get; init; }

    /// <summary>Options of <c>train</c>, less epochs.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How many seeds it is trained with, each as a row of its own; 1 and more.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>Epochs of each budget; null for a model that is not trained by gradients.</summary>
    public BudgetEpochs? Epochs { get; init; }

    /// <summary>Epochs after which it is also evaluated, ascending.</summary>
    public IReadOnlyList<int> Curve { get; init; } = [];

    /// <summary>Options of <c>evaluate</c> at the end of the paper's budget.</summary>
    public IReadOnlyDictionary<string, string> Evaluate { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Options of <c>evaluate</c> before that; none where they are the same.</summary>
    public IReadOnlyDictionary<string, string> CurveEvaluate { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the evaluation gets the training examples too, as the neighbours that a code is classified by.</summary>
    public bool Neighbours { get; init; }

    /// <summary>Figures compared with published ones or bars; the first one is used for curves, means and pairs.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>The first figure.</summary>
    [JsonIgnore]
    public Figure Figure => Figures[0];

    /// <summary>The row that it is compared with at equal epochs, or null.</summary>
    public Pair? Pair { get; init; }

    /// <summary>Where the published figure stands, or whose the bar is.</summary>
    public required string Source { get; init; }

    /// <summary>The protocol in words: networks, training, and what differs from the source's.</summary>
    public required string Protocol { get; init; }

    /// <summary>About how many seconds an epoch takes on two cores; decides which row comes first.</summary>
    public required double SecondsPerEpoch { get; init; }

    /// <summary>The row and its repetitions.</summary>
    public IEnumerable<Row> WithRepetitions() => Enumerable.Range(1, Seeds).Select(seed => WithSeed((ulong)seed));

    /// <summary>The row with a seed: itself for 1, else a repetition of it, whose name says so.</summary>
    public Row WithSeed(ulong seed) => seed == 1 ? this : this with
    {
        Id = $"{Id}-seed-{seed}",
        Repeats = Id,
        Title = $"{Title}, seed {seed}",
        Settings = new Dictionary<string, string>(Settings, StringComparer.Ordinal) { ["seed"] = $"{seed}" },
    };

    /// <summary>One of its figures at a point.</summary>
    /// <exception cref="HourglassException">The point has not been evaluated on the figure's split, or has not its metric.</exception>
    public double Value(Figure figure, Point point) => figure.Split == Figure.Split ? figure.Of(point.Metrics)
        : point.Further?.GetValueOrDefault(figure.Split) is { } metrics ? figure.Of(metrics)
        : throw new HourglassException($"The row '{Id}' has not been evaluated on the {figure.Split} examples; " +
            "delete its result, so that the same command evaluates it again.");

    /// <summary>The points at which a budget evaluates, in order; the last is its end. A model without epochs has the one point 0.</summary>
    public IEnumerable<int> Stops(ReproduceBudget budget) =>
        Epochs is null ? [0] : [.. Curve.Where(epochs => epochs < Epochs.Of(budget)), Epochs.Of(budget)];

    /// <summary>Options of <c>evaluate</c> after so many epochs.</summary>
    public IReadOnlyDictionary<string, string> EvaluateAt(int epochs) =>
        Epochs is null || epochs == Epochs.Paper || CurveEvaluate.Count == 0 ? Evaluate : CurveEvaluate;

    /// <summary>Whether a point is at the end of the paper's budget.</summary>
    public bool IsEnd(Point point) => Epochs is null || point.Epochs >= Epochs.Paper;

    /// <summary>About how many seconds of training a budget takes.</summary>
    public double Cost(ReproduceBudget budget) => SecondsPerEpoch * (Epochs?.Of(budget) ?? 1);
}
