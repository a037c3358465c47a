namespace Hourglass.Evaluation;

/// <summary>How a model is judged.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Decides corruption, binarisation and latent draws; equal seeds give equal figures. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many neighbours vote for <c>knn_accuracy</c>; at least 1, default 5.</summary>
    public int Neighbours { get; init; } = 5;

    /// <summary>Latent draws an example for <c>nll_nats</c>; 0 (the default) leaves it out, 500 to 5000 is customary.</summary>
    public int NllSamples { get; init; }

    /// <summary>Lists what is out of range, one sentence a violation.</summary>
    internal IEnumerable<string> Violations()
    {
        if (Neighbours < 1)
            yield return $"The number of neighbours is {Neighbours}; give at least 1, such as 5.";
        if (NllSamples < 0)
            yield return $"nll_samples is {NllSamples}; give 0 to leave the likelihood out, or 1 and more, such as 500.";
    }
}
