using Hourglass.Passes;

namespace Hourglass.Evaluation;

/// <summary>Figures that come from the reconstructions, gathered batch by batch in memory that does not grow with the data.</summary>
internal interface IMeasure
{
    /// <summary>The figures of all batches so far.</summary>
    IEnumerable<Metric> Metrics { get; }

    /// <summary>Takes a batch into account.</summary>
    void Add(ReconstructedBatch batch);
}
