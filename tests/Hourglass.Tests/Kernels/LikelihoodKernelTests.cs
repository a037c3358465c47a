using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Tests.Kernels;

/// <summary>Sums of likelihoods whose rows have the one target, against the same in double precision.</summary>
public sealed unsafe class LikelihoodKernelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(784)]
    public void Values_are_summed_over_features(int features)
    {
        var random = new Random(5);
        var output = new Panels(new AlignedBuffer(Panels.LengthFor(32, features)).Pointer, 32, features);
        var target = new AlignedBuffer(features);
        for (var i = 0; i < features; i++)
        {
            target.Span[i] = i % 3 == 0 ? random.NextSingle() : i % 3 - 1;

            // Logits of every size, and in some rows so large that exp(l) is none.
            for (var row = 0; row < 32; row++) output[row, i] = (random.NextSingle() - 0.5f) * (row % 4 == 0 ? 400 : row % 4 == 1 ? 1e-3f : 12);
        }

        Check(LikelihoodKernel.Of<BernoulliLikelihood>(), (l, x) => Math.Max(l, 0) + Math.Log(1 + Math.Exp(-Math.Abs(l))) - (x * l));
        Check(LikelihoodKernel.Of<GaussianLikelihood>(0.7), (m, x) => 0.35 * (m - x) * (m - x));
        Check(LikelihoodKernel.Of<LaplaceLikelihood>(1.3), (m, x) => 1.3 * Math.Abs(m - x));

        void Check(LikelihoodKernel kernel, Func<double, double, double> value)
        {
            var sums = new AlignedBuffer(32);
            sums.Span.Fill(2);
            kernel.Add(output.Data, target.Pointer, features, sums.Pointer);
            for (var row = 0; row < 32; row++)
            {
                double[] values = [.. Enumerable.Range(0, features).Select(i => value(output[row, i], target.Span[i]))];
                Assert.Equal(2 + values.Sum(), sums.Span[row], 1e-5 * (2 + values.Sum(Math.Abs)));
            }
        }
    }
}
