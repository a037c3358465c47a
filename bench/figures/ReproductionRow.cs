using System.Text.Json.Serialization;
using Hourglass.Cli.Commands;

namespace Hourglass.Figures;

/// <summary>A published figure with the protocol that is to give it again; one JSON file in <c>bench/reproduction</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReproductionRow
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
    public ReproductionEpochs? Epochs { get; init; }

    /// <summary>Epochs after which it is evaluated on the way, ascending.</summary>
    public IReadOnlyList<int> Curve { get; init; } = [];

    /// <summary>Options of <c>evaluate</c> at the end of the paper's budget.</summary>
    public IReadOnlyDictionary<string, string> Evaluate { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Options of <c>evaluate</c> before that; none where they are the same.</summary>
    public IReadOnlyDictionary<string, string> CurveEvaluate { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The part of the data that it is evaluated on: test or train.</summary>
    public string Split { get; init; } = "test";

    /// <summary>What is held against the published figure.</summary>
    public required ReproducedFigure Figure { get; init; }

    /// <summary>The published figure; null where there is none.</summary>
    public PublishedRange? Published { get; init; }

    /// <summary>A bar of our own; null where there is none. A row has a published figure or a bar, not both.</summary>
    public PublishedRange? Bar { get; init; }

    /// <summary>The row that it is held against at equal epochs, or null.</summary>
    public ReproductionPair? Pair { get; init; }

    /// <summary>How far figures of one protocol lie apart from seed to seed or author to author, in units of the figure; 0 where nobody has measured it.</summary>
    public double Spread { get; init; }

    /// <summary>Who measured the spread, and how; null where it is 0.</summary>
    public string? SpreadBasis { get; init; }

    /// <summary>Where the published figure stands, or whose the bar is.</summary>
    public required string Source { get; init; }

    /// <summary>The protocol in words: networks, training, and what differs from the source's.</summary>
    public required string Protocol { get; init; }

    /// <summary>About how many seconds an epoch takes on two cores; decides which row comes first.</summary>
    public required double SecondsPerEpoch { get; init; }

    /// <summary>The row and its repetitions.</summary>
    public IEnumerable<ReproductionRow> WithRepetitions() => Enumerable.Range(2, Math.Max(0, Seeds - 1))
        .Select(seed => this with
        {
            Id = $"{Id}-seed-{seed}",
            Repeats = Id,
            Title = $"{Title}, seed {seed}",
            Settings = new Dictionary<string, string>(Settings, StringComparer.Ordinal) { ["seed"] = $"{seed}" },
        })
        .Prepend(this);

    /// <summary>The points at which a budget evaluates, in order; the last is its end. A model without epochs has the one point 0.</summary>
    public IEnumerable<int> Stops(ReproduceBudget budget) =>
        Epochs is null ? [0] : [.. Curve.Where(epochs => epochs < Epochs.Of(budget)), Epochs.Of(budget)];

    /// <summary>Options of <c>evaluate</c> after so many epochs.</summary>
    public IReadOnlyDictionary<string, string> EvaluateAt(int epochs) =>
        Epochs is null || epochs == Epochs.Paper || CurveEvaluate.Count == 0 ? Evaluate : CurveEvaluate;

    /// <summary>Whether a point is at the end of the paper's budget.</summary>
    public bool IsEnd(ReproductionPoint point) => Epochs is null || point.Epochs >= Epochs.Paper;

    /// <summary>About how many seconds of training a budget takes.</summary>
    public double Cost(ReproduceBudget budget) => SecondsPerEpoch * (Epochs?.Of(budget) ?? 1);
}
