namespace Hourglass.Figures;

/// <summary>What a row reached after some epochs.</summary>
internal sealed record Point
{
    /// <summary>Epochs done; 0 for a model without.</summary>
    public required int Epochs { get; init; }

    /// <summary>Options of the evaluation.</summary>
    public required IReadOnlyDictionary<string, string> Evaluate { get; init; }

    /// <summary>What the evaluation gave on the split of the row's first figure, by name.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>What it gave on another split, by that split's name; null where all figures are of one.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>>? Further { get; init; }

    /// <summary>Seconds of training until then.</summary>
    public required double Seconds { get; init; }

    /// <summary>Seconds of the evaluation.</summary>
    public required double EvaluationSeconds { get; init; }

    /// <summary>The training that it is of; null in older files, whose head tells it (<see cref="RowResult.TrainingOf"/>).</summary>
    public PointTraining? Training { get; init; }
}
