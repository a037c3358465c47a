using Hourglass.Passes;

namespace Hourglass.Evaluation;

/// <summary>Metrics of the reconstructions, accumulated batch by batch in memory that does not grow with the data.</summary>
internal interface IMeasure
{
    /// <summary>The metrics of all batches so far.</summary>
    IEnumerable<Metric> Metrics { get; }

    /// <summary>Adds a batch.</summary>
    void Add(ReconstructedBatch batch);
}
