using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary><c>ms_ssim</c>, the structural similarity over several scales of pictures in [0, 1]; see <see cref="MultiScaleSimilarity"/>.</summary>
/// <param name="shape">The shape of a picture.</param>
internal sealed class MultiScaleStructuralSimilarity(DataShape shape) : IMeasure
{
    private double sum;
    private long count;

    public IEnumerable<Metric> Metrics => [new("ms_ssim", sum / count)];

    public void Add(ReconstructedBatch batch)
    {
        using var scope = NewDisposeScope();
        sum += MultiScaleSimilarity.Of(batch.Target, batch.Mean, shape).sum(ScalarType.Float64).item<double>();
        count += batch.Target.shape[0];
    }
}
