namespace Hourglass.Figures;

/// <summary>What a row reached after some epochs.</summary>
internal sealed record ReproductionPoint
{
    /// <summary>Epochs done; 0 for a model without.</summary>
    public required int Epochs { get; init; }

    /// <summary>Options of the evaluation.</summary>
    public required IReadOnlyDictionary<string, string> Evaluate { get; init; }

    /// <summary>What the evaluation gave, by name.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Seconds of training until then.</summary>
    public required double Seconds { get; init; }

    /// <summary>Seconds of the evaluation.</summary>
    public required double EvaluationSeconds { get; init; }

    /// <summary>The training that it is of; null in older files, whose head tells it (<see cref="ReproductionResult.TrainingOf"/>).</summary>
    public ReproductionTraining? Training { get; init; }
}
