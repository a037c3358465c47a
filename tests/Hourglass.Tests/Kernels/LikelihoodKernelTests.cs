using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Tests.Kernels;

/// <summary>Sums of likelihoods, and their gradients, against the same in double precision.</summary>
public sealed unsafe class LikelihoodKernelTests
{
    // Pointers into it do not keep memory alive.
    private readonly List<AlignedBuffer> kept = [];

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(784)]
    public void Values_are_summed_over_features_and_slopes_are_weighed(int features)
    {
        var random = new Random(5);
        var output = PanelOf(features);
        var target = new AlignedBuffer(features);
        for (var i = 0; i < features; i++)
        {
            target.Span[i] = i % 3 == 0 ? random.NextSingle() : i % 3 - 1;

            // Logits of every size, and in some rows so large that exp(l) is none.
            for (var row = 0; row < 32; row++) output[row, i] = (random.NextSingle() - 0.5f) * (row % 4 == 0 ? 400 : row % 4 == 1 ? 1e-3f : 12);
        }

        Check(LikelihoodKernel.Of<BernoulliLikelihood>(),
            (l, x) => (Math.Max(l, 0) + Math.Log(1 + Math.Exp(-Math.Abs(l))) - (x * l), (1 / (1 + Math.Exp(-l))) - x));
        Check(LikelihoodKernel.Of<GaussianLikelihood>(0.7), (m, x) => (0.35 * (m - x) * (m - x), 0.7 * (m - x)));
        Check(LikelihoodKernel.Of<LaplaceLikelihood>(1.3), (m, x) => (1.3 * Math.Abs(m - x), 1.3 * Math.Sign(m - x)));

        void Check(LikelihoodKernel kernel, Func<double, double, (double Value, double Slope)> likelihood)
        {
            var (ofOneTarget, ofOwnTargets, weights) = (new AlignedBuffer(32), new AlignedBuffer(32), new AlignedBuffer(32));
            ofOneTarget.Span.Fill(2);
            ofOwnTargets.Span.Fill(2);
            for (var row = 0; row < 32; row++) weights.Span[row] = 0.1f * row;
            var targets = PanelOf(features);
            var gradient = PanelOf(features);
            for (var i = 0; i < features; i++) new Span<float>(targets.At(0, i), 32).Fill(target.Span[i]);
            kernel.Add(output.Data, target.Pointer, features, ofOneTarget.Pointer);
            kernel.Evaluate(output.Data, targets.Data, gradient.Data, features, weights.Pointer, ofOwnTargets.Pointer);
            for (var row = 0; row < 32; row++)
            {
                (double Value, double Slope)[] expected = [.. Enumerable.Range(0, features).Select(i => likelihood(output[row, i], target.Span[i]))];
                var (sum, allowed) = (2 + expected.Sum(each => each.Value), 1e-5 * (2 + expected.Sum(each => Math.Abs(each.Value))));
                Assert.Equal(sum, ofOneTarget.Span[row], allowed);
                Assert.Equal(sum, ofOwnTargets.Span[row], allowed);
                for (var i = 0; i < features; i++)
                    Assert.Equal(weights.Span[row] * expected[i].Slope, gradient[row, i], 1e-6 * (1 + Math.Abs(weights.Span[row] * expected[i].Slope)));
            }
        }
    }

    private Panels PanelOf(int features)
    {
        kept.Add(new AlignedBuffer(Panels.LengthFor(32, features)));
        return new Panels(kept[^1].Pointer, 32, features);
    }
}
