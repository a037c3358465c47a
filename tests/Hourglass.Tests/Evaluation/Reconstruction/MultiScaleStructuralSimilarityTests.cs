using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Losses;
using static TorchSharp.torch;

namespace Hourglass.Tests.Evaluation;

public sealed class MultiScaleStructuralSimilarityTests
{
    [Fact]
    public void It_is_the_mean_over_all_examples_of_all_batches()
    {
        var shape = new DataShape(1, 12, 12);
        var (x, y) = (Batches.Numbers(3 * shape.Size, 1), Batches.Numbers(3 * shape.Size, 2));
        var measure = new MultiScaleStructuralSimilarity(shape);
        measure.Add(Batches.Of(x[..shape.Size], y[..shape.Size], shape.Size));
        measure.Add(Batches.Of(x[shape.Size..], y[shape.Size..], shape.Size));
        using var scope = NewDisposeScope();
        var all = MultiScaleSimilarity.Of(tensor(x).reshape(3, -1), tensor(y).reshape(3, -1), shape);
        Assert.Equal(all.mean().item<float>(), measure.Metrics.Value("ms_ssim"), 1e-6);
        var same = new MultiScaleStructuralSimilarity(shape);
        same.Add(Batches.Of(x, x, shape.Size));
        Assert.Equal(1, same.Metrics.Value("ms_ssim"), 1e-6);
    }
}
