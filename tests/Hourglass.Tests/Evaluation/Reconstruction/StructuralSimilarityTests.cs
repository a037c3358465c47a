using Hourglass.Data;
using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation;

public sealed class StructuralSimilarityTests
{
    [Theory]
    [InlineData(1, 28, 28, 11)]
    [InlineData(3, 14, 11, 11)]
    [InlineData(1, 8, 12, 7)]
    [InlineData(2, 3, 3, 3)]
    public void It_is_that_of_the_paper(int channels, int height, int width, int window)
    {
        var shape = new DataShape(channels, height, width);
        var (x, y) = (Batches.Numbers(3 * shape.Size, 1), Batches.Numbers(3 * shape.Size, 2));
        for (var i = 0; i < y.Length; i++) y[i] = (0.6f * x[i]) + (0.4f * y[i]);
        var measure = new StructuralSimilarity(shape);
        measure.Add(Batches.Of(x[..shape.Size], y[..shape.Size], shape.Size));
        measure.Add(Batches.Of(x[shape.Size..], y[shape.Size..], shape.Size));
        Assert.Equal(Plain(x, y, 3 * channels, height, width, window), measure.Metrics.Value("ssim"), 1e-4);
    }

    [Fact]
    public void Equal_pictures_have_similarity_one_and_negatives_less_than_nothing()
    {
        var shape = new DataShape(1, 16, 16);
        var x = Batches.Numbers(shape.Size, 1);
        var same = new StructuralSimilarity(shape);
        same.Add(Batches.Of(x, x, shape.Size));
        Assert.Equal(1, same.Metrics.Value("ssim"), 1e-6);
        var opposite = new StructuralSimilarity(shape);
        opposite.Add(Batches.Of(x, [.. x.Select(value => 1 - value)], shape.Size));
        Assert.True(opposite.Metrics.Value("ssim") < -0.5);
    }

    [Fact]
    public void It_needs_pictures_that_hold_a_window()
    {
        Assert.True(StructuralSimilarity.Fits(new DataShape(1, 3, 100)));
        Assert.False(StructuralSimilarity.Fits(new DataShape(1, 2, 100)));
        Assert.False(StructuralSimilarity.Fits(DataShape.Row(784)));
    }

    /// <summary>Equation 13 of Wang et al. (2004), one window position after the other.</summary>
    private static double Plain(float[] x, float[] y, int planes, int height, int width, int window)
    {
        var weights = new double[window, window];
        var total = 0.0;
        for (var i = 0; i < window * window; i++)
        {
            var (down, across) = ((i / window) - (window / 2), (i % window) - (window / 2));
            total += weights[i / window, i % window] = Math.Exp(-((down * down) + (across * across)) / (2 * 1.5 * 1.5));
        }

        var (sum, count) = (0.0, 0);
        for (var plane = 0; plane < planes; plane++)
        {
            for (var top = 0; top <= height - window; top++)
            {
                for (var left = 0; left <= width - window; left++)
                {
                    sum += At(plane, top, left);
                    count++;
                }
            }
        }

        return sum / count;

        double At(int plane, int top, int left)
        {
            var (mx, my) = (Mean((a, _) => a), Mean((_, b) => b));
            var (vx, vy) = (Mean((a, _) => (a - mx) * (a - mx)), Mean((_, b) => (b - my) * (b - my)));
            var covariance = Mean((a, b) => (a - mx) * (b - my));
            return ((2 * mx * my) + 1e-4) * ((2 * covariance) + 9e-4) / (((mx * mx) + (my * my) + 1e-4) * (vx + vy + 9e-4));

            double Mean(Func<double, double, double> of)
            {
                var mean = 0.0;
                for (var i = 0; i < window * window; i++)
                {
                    var position = (((plane * height) + top + (i / window)) * width) + left + (i % window);
                    mean += weights[i / window, i % window] / total * of(x[position], y[position]);
                }

                return mean;
            }
        }
    }
}
