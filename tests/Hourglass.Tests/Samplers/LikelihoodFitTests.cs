using Hourglass.Companions;
using Hourglass.Samplers;
using static TorchSharp.torch;

namespace Hourglass.Tests.Samplers;

public sealed class LikelihoodFitTests
{
    [Theory]
    [InlineData(100, 10)]
    [InlineData(12, 0)] // Too few to hold some out: all are judged.
    public void The_weights_that_are_kept_are_those_that_the_judge_likes_best(int count, int heldOut)
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(1);
        List<double> reported = [];
        using var fit = new CompanionFit(Sampler.Kept, model, null, 1, happened => reported.Add(((FitProgress)happened).LossNats),
            TestContext.Current.CancellationToken);
        var network = nn.Linear(1, 1, hasBias: false, dtype: float32);
        using (no_grad()) network.weight!.zero_();
        var (trained, judged, firsts) = (new HashSet<float>(), new HashSet<float>(), new HashSet<int>());

        // The loss leads to 1, past the judge's 0.4.
        LikelihoodFit.Run(fit, new GradientFit(Epochs: 30, BatchSize: 8, LearningRate: 0.02), network, arange(count, dtype: float32).unsqueeze(1),
            rows =>
            {
                trained.UnionWith(rows.data<float>());
                return (network.weight! - 1).square().squeeze(1).expand(rows.shape[0]);
            },
            (rows, first) =>
            {
                judged.UnionWith(rows.data<float>());
                firsts.Add(first);
                return (network.weight! - 0.4).abs().squeeze(1).expand(rows.shape[0]);
            });
        Assert.Equal(30, reported.Count);
        Assert.Equal(reported.Min(), Math.Abs(network.weight!.item<float>() - 0.4), 1e-6);
        Assert.InRange(reported.Min(), 0, 0.15);
        Assert.True(reported[^1] > reported.Min() + 0.1);
        Assert.Equal(count - heldOut, trained.Count);
        Assert.Equal(heldOut == 0 ? count : heldOut, judged.Count);
        Assert.Equal(heldOut == 0, trained.Overlaps(judged));
        Assert.Equal([0, 8], firsts.Order());
        Assert.Equal((count - heldOut + 7) / 8, LikelihoodFit.StepsPerEpoch(count, 8));
    }
}
