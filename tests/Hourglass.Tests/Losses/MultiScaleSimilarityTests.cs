using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Tests.Evaluation;
using static TorchSharp.torch;

namespace Hourglass.Tests.Losses;

public sealed class MultiScaleSimilarityTests
{
    private static readonly double[] Exponents = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

    public static TheoryData<int, int, int, int> Shapes => new()
    {
        { 1, 28, 28, 4 },
        { 3, 9, 7, 2 },
        { 1, 3, 40, 1 },
        { 2, 48, 51, 5 },
        { 1, 96, 97, 5 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void It_is_that_of_the_paper(int channels, int height, int width, int scales)
    {
        using var scope = NewDisposeScope();
        var shape = new DataShape(channels, height, width);
        Assert.Equal(scales, MultiScaleSimilarity.Scales(height, width));
        var (x, y) = (Batches.Numbers(2 * shape.Size, 1), Batches.Numbers(2 * shape.Size, 2));
        for (var i = 0; i < y.Length; i++) y[i] = (0.7f * x[i]) + (0.3f * y[i]);
        var index = MultiScaleSimilarity.Of(tensor(x).reshape(2, -1), tensor(y).reshape(2, -1), shape).data<float>().ToArray();
        var plane = height * width;
        for (var example = 0; example < 2; example++)
        {
            var expected = Enumerable.Range(example * channels,
                channels).Average(i => Plain(x.AsSpan(i * plane, plane), y.AsSpan(i * plane, plane), height, width, scales));
            Assert.InRange(expected, 0.3, 0.99);
            Assert.Equal(expected, index[example], 2e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void It_is_one_for_equal_pictures_less_for_others_and_symmetric(int channels, int height, int width, int scales)
    {
        Assert.InRange(scales, 1, 5);
        using var scope = NewDisposeScope();
        using var random = new Generator(4);
        var shape = new DataShape(channels, height, width);
        var (x, y) = (rand(3, shape.Size, generator: random), rand(3, shape.Size, generator: random));
        Assert.True((MultiScaleSimilarity.Of(x, x, shape) - 1).abs().max().item<float>() < 1e-5);
        Assert.True((MultiScaleSimilarity.Of(zeros_like(x), zeros_like(x), shape) - 1).abs().max().item<float>() < 1e-5);
        var (there, back) = (MultiScaleSimilarity.Of(x, y, shape), MultiScaleSimilarity.Of(y, x, shape));
        Assert.True((there - back).abs().max().item<float>() < 1e-5);
        Assert.True(there.lt(0.9).all().item<bool>());
        var nearer = MultiScaleSimilarity.Of(x, (x * 0.9) + (y * 0.1), shape);
        Assert.True(nearer.gt(there).all().item<bool>());
    }

    [Fact]
    public void Pictures_unlike_each_other_have_an_index_near_zero_and_a_gradient()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(5);
        var shape = new DataShape(1, 16, 16);
        var x = rand(2, shape.Size, dtype: float64, generator: random);
        var negative = (1 - x).requires_grad_();
        var index = MultiScaleSimilarity.Of(x, negative, shape);
        Assert.All(index.data<double>().ToArray(), value => Assert.InRange(value, 1e-12, 0.01));
        index.log().sum().backward();
        var gradient = negative.grad!;
        Assert.True(gradient.isfinite().all().item<bool>());
        Assert.True(gradient.abs().max().item<double>() > 1e-3);
        var direction = randn(2, shape.Size, dtype: float64, generator: random);
        const double Step = 1e-6;
        var difference = (At(Step) - At(-Step)) / (2 * Step);
        Assert.Equal((gradient * direction).sum().item<double>(), difference, 1e-5 * Math.Max(1, Math.Abs(difference)));

        double At(double step)
        {
            using var frozen = no_grad();
            return MultiScaleSimilarity.Of(x, negative + (direction * step), shape).log().sum().item<double>();
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.45)]
    [InlineData(0.6)]
    public void Below_a_tenth_the_logarithm_goes_on_along_its_tangent(double likeness)
    {
        // A single scale, so that the index is the exponential of that continued logarithm; nearer to 1 it is the similarity itself.
        using var scope = NewDisposeScope();
        var shape = new DataShape(1, 4, 4);
        var x = Batches.Numbers(16, 1);
        float[] y = [.. x.Select(value => (float)((likeness * value) + ((1 - likeness) * (1 - value))))];
        var similarity = Plain(x, y, 4, 4, 1);
        Assert.Equal(likeness < 0.5, similarity < 0.1);
        var expected = similarity < 0.1 ? 0.1 * Math.Exp((similarity / 0.1) - 1) : similarity;
        Assert.Equal(expected, MultiScaleSimilarity.Of(tensor(x).reshape(1, -1), tensor(y).reshape(1, -1), shape).item<float>(), 1e-5);
    }

    [Fact]
    public void The_loss_is_the_rate_for_each_number_of_an_example_times_what_is_lacking()
    {
        using var scope = NewDisposeScope();
        var shape = new DataShape(1, 12, 10);
        var loss = new MsSsim(shape, 0.25);
        var (logits, target) = (Drawn.Normal([3, shape.Size]), Drawn.Uniform([3, shape.Size]));
        var pictures = 1 / (1 + (-logits).exp());
        var expected = (1 - MultiScaleSimilarity.Of(pictures, target, shape)) * 0.25 * 120;
        Assert.True((loss.NegativeLogLikelihood(logits, target) - expected).abs().max().item<float>() < 1e-4);
        Assert.True((loss.Mean(logits) - pictures).abs().max().item<float>() < 1e-6);
        using var random = new Generator(1);
        Assert.True(loss.Sample(logits, random).eq(loss.Mean(logits)).all().item<bool>());
    }

    [Fact]
    public void It_needs_pictures_that_hold_a_window()
    {
        Assert.True(MultiScaleSimilarity.Fits(new DataShape(1, 3, 100)));
        Assert.False(MultiScaleSimilarity.Fits(new DataShape(1, 2, 100)));
        Assert.False(MultiScaleSimilarity.Fits(DataShape.Row(784)));
    }

    /// <summary>Equation 7 of Wang et al. (2003) for one plane, one window position after the other.</summary>
    private static double Plain(ReadOnlySpan<float> first, ReadOnlySpan<float> second, int height, int width, int scales)
    {
        double[] x = [.. first.ToArray().Select(value => (double)value)];
        double[] y = [.. second.ToArray().Select(value => (double)value)];
        var product = 1.0;
        for (var scale = 0; scale < scales; scale++)
        {
            var (luminance, similarity) = Local(x, y, height, width);
            product *= Math.Pow(scale == scales - 1 ? luminance : similarity, Exponents[scale] / Exponents.Take(scales).Sum());
            (x, y) = (Halved(x, height, width), Halved(y, height, width));
            (height, width) = ((height + 1) / 2, (width + 1) / 2);
        }

        return product;
    }

    /// <summary>The means over positions of luminance x contrast x structure, and of contrast x structure alone.</summary>
    private static (double WithLuminance, double Without) Local(double[] x, double[] y, int height, int width)
    {
        var side = Math.Min(11, Math.Min(height, width));
        if (side % 2 == 0) side--;
        var (with, without, count) = (0.0, 0.0, 0);
        for (var top = 0; top <= height - side; top++)
        {
            for (var left = 0; left <= width - side; left++)
            {
                var (mx, my, xx, yy, xy, total) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
                for (var i = 0; i < side; i++)
                {
                    for (var j = 0; j < side; j++)
                    {
                        var weight = Math.Exp(-(((i - (side / 2)) * (i - (side / 2))) + ((j - (side / 2)) * (j - (side / 2)))) / 4.5);
                        var (a, b) = (x[((top + i) * width) + left + j], y[((top + i) * width) + left + j]);
                        total += weight;
                        mx += weight * a;
                        my += weight * b;
                        xx += weight * a * a;
                        yy += weight * b * b;
                        xy += weight * a * b;
                    }
                }

                (mx, my) = (mx / total, my / total);
                var similarity = ((2 * ((xy / total) - (mx * my))) + 9e-4) / ((xx / total) - (mx * mx) + (yy / total) - (my * my) + 9e-4);
                with += similarity * ((2 * mx * my) + 1e-4) / ((mx * mx) + (my * my) + 1e-4);
                without += similarity;
                count++;
            }
        }

        return (with / count, without / count);
    }

    private static double[] Halved(double[] plane, int height, int width)
    {
        var (rows, columns) = ((height + 1) / 2, (width + 1) / 2);
        var halved = new double[rows * columns];
        for (var i = 0; i < halved.Length; i++)
        {
            List<double> block = [];
            for (var k = 0; k < 4; k++)
            {
                var (row, column) = ((i / columns * 2) + (k / 2), (i % columns * 2) + (k % 2));
                if (row < height && column < width) block.Add(plane[(row * width) + column]);
            }

            halved[i] = block.Average();
        }

        return halved;
    }
}
