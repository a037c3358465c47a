using Hourglass.Data;

namespace Hourglass.Preparation;

/// <summary>
/// What is computed of the values of training examples before the first step, in one pass: their range and, if they may be scaled, the statistics of each
/// feature.
/// </summary>
internal sealed class TrainingSummary
{
    private readonly Examples training;
    private readonly ValueRange? range;
    private readonly FeatureStatistics? statistics;

    /// <summary>Decides what is needed and not known yet.</summary>
    /// <param name="training">The training examples, in the units of the source.</param>
    /// <param name="scale">How they will be scaled. With <see cref="ScalingKind.Auto"/> that depends on their range, which the same pass finds.</param>
    public TrainingSummary(Examples training, ScalingKind scale)
    {
        this.training = training;
        // Rows of a table are never scaled as a whole.
        if (training.Coding is not null) return;
        var needsRange = !ValueSummary.IsKnown(training);
        if (needsRange) range = new ValueRange();
        var mayBeScaled = scale is ScalingKind.MinMax or ScalingKind.Standard || (scale == ScalingKind.Auto && needsRange && DataPreparation.AreRows(training));
        if (mayBeScaled && training.Side.Lengths is null && FeatureStatistics.Find(training) is null) statistics = new FeatureStatistics(training.Shape.Size);
    }

    /// <summary>The computations, for <see cref="ChunkPass"/>.</summary>
    public IReadOnlyList<Action<ReadOnlySpan<float>>> Visitors =>
    [
        .. range is null ? [] : (Action<ReadOnlySpan<float>>[])[range.Add],
        .. statistics is null ? [] : (Action<ReadOnlySpan<float>>[])[statistics.Add],
    ];

    /// <summary>Makes the pass unless everything is known.</summary>
    public static void Require(Examples training, ScalingKind scale)
    {
        var summary = new TrainingSummary(training, scale);
        if (summary.statistics is null) return;
        ChunkPass.Run(training, summary.Visitors);
        summary.Keep();
    }

    /// <summary>Keeps the results with the examples, after the pass.</summary>
    public void Keep()
    {
        if (range is not null) training.Keep(range.Summary);
        if (statistics is not null) FeatureStatistics.Keep(training, statistics);
    }
}
