using Hourglass.Companions;
using Hourglass.Samplers;
using static TorchSharp.torch;

namespace Hourglass.Tests.Samplers;

public sealed class MixtureSamplerTests
{
    private static readonly double[] Weights = [0.5, 0.3, 0.2];
    private static readonly double[,] Means = { { 0, 0 }, { 40, -20 }, { -30, 50 } };
    private static readonly double[,,] Factors = { { { 10, 0 }, { 4, 3 } }, { { 5, 0 }, { -4, 6 } }, { { 2, 0 }, { 0, 12 } } };

    [Fact]
    public void It_recovers_the_components_that_codes_came_from()
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(2);
        using var fitted = model.Fitted(new MixtureSampler(Components: 3), KnownCodes.Examples(Truth(20_000)), 3);
        var found = fitted.Module.named_buffers().ToDictionary(pair => pair.name, pair => pair.buffer.to_type(ScalarType.Float64), StringComparer.Ordinal);
        var order = cdist(tensor(Means), found["means"]).argmin(1);
        Assert.Equal(3, order.data<long>().Distinct().Count());
        Assert.True(found["weights"].index_select(0, order).allclose(tensor(Weights), atol: 0.015));
        Assert.True(found["means"].index_select(0, order).allclose(tensor(Means), atol: 0.5));
        var factors = tensor(Factors);
        var covariances = found["factors"].matmul(found["factors"].transpose(1, 2)).index_select(0, order);
        Assert.True(covariances.allclose(factors.matmul(factors.transpose(1, 2)), rtol: 0.08, atol: 3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Bic_chooses_three_of_three(ulong seed)
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(2);
        using var fitted = model.Fitted(new MixtureSampler(), KnownCodes.Examples(Truth(2_000)), seed);
        Assert.Equal(new MixtureSampler(Components: 3), fitted.Sampler);
        Assert.Equal(new MixtureSampler(), fitted.Asked);
    }

    [Fact]
    public void Bic_chooses_one_for_one_gaussian()
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(3);
        using var fitted = model.Fitted(new MixtureSampler(), KnownCodes.Examples(Drawn.Normal([1_500, 3])));
        Assert.Equal(1, ((MixtureSampler)fitted.Sampler).Components);
    }

    [Theory]
    [InlineData(60, 16)]
    [InlineData(100, 32)]
    [InlineData(20, 32)]
    public void Bic_chooses_one_where_more_would_have_fewer_examples_than_dimensions(int count, int dimensions)
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(dimensions);
        using var fitted = model.Fitted(new MixtureSampler(), KnownCodes.Examples(Drawn.Normal([count, dimensions])));
        Assert.Equal(1, ((MixtureSampler)fitted.Sampler).Components);
    }

    [Fact]
    public void A_fit_holds_no_more_tensors_step_by_step_and_can_be_stopped_at_each()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(2);
        List<long> live = [];
        _ = ExpectationMaximization.Fit(Drawn.Normal([300, 3], ScalarType.Float64), 3, 30, random,
            () => live.Add(TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount));
        Assert.InRange(live.Count, 5, 30);
        Assert.All(live, count => Assert.Equal(live[0], count));

        using var stop = new CancellationTokenSource();
        using var model = KnownCodes.Points(3);
        using var fit = new CompanionFit(Sampler.Kept, model, null, 1, _ => { }, stop.Token);
        var steps = 0;
        Assert.Throws<OperationCanceledException>(() => ExpectationMaximization.Fit(Drawn.Normal([300, 3], ScalarType.Float64), 3, 30, random, () =>
        {
            if (++steps == 3) stop.Cancel();
            fit.ThrowIfCancelled();
        }));
        Assert.Equal(3, steps);
    }

    [Fact]
    public void Draws_have_the_moments_of_the_mixture()
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(2);
        var rows = Truth(20_000);
        using var fitted = model.Fitted(new MixtureSampler(Components: 3), KnownCodes.Examples(rows));
        var drawn = tensor(fitted.Draw(40_000, seed: 5)).to_type(ScalarType.Float64);
        Assert.True(drawn.mean([0L]).allclose(rows.mean([0L]), atol: 0.7));
        Assert.True(cov(drawn.t()).allclose(cov(rows.t()), rtol: 0.03, atol: 10));

        // Not a Gaussian of these moments: a fifth of all draws lies around the third mean.
        var near = (drawn - tensor(new[] { -30.0, 50 })).square().sum(1).lt(30 * 30).to_type(ScalarType.Float64).mean().item<double>();
        Assert.Equal(0.2, near, 0.02);
    }

    [Fact]
    public void Codes_that_are_distributions_are_drawn_and_not_taken_at_their_means()
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Gaussians(2, deviation: 2);
        using var fitted = model.Fitted(new MixtureSampler(Components: 1), KnownCodes.Examples(Drawn.Normal([10_000, 2])));
        var drawn = tensor(fitted.Draw(20_000));
        Assert.True(drawn.var(0, unbiased: true).allclose(tensor(new[] { 5f, 5f }), atol: 0.3));
    }

    [Fact]
    public void Dead_dimensions_and_few_examples_are_no_trouble()
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(4);
        var rows = Drawn.Normal([3, 4]);
        rows.narrow(1, 1, 2).fill_(0.25);
        using var fitted = model.Fitted(new MixtureSampler(Components: 3), KnownCodes.Examples(rows));
        var drawn = tensor(fitted.Draw(100));
        Assert.True(drawn.narrow(1, 1, 2).eq(0.25).all().item<bool>());
        Assert.True(drawn.select(1, 0).std().item<float>() > 0.1);
        Assert.Contains("there are 3 training examples",
            Assert.Throws<UsageException>(() => model.Fitted(new MixtureSampler(Components: 4), KnownCodes.Examples(rows))).Message, StringComparison.Ordinal);
    }

    private static Tensor Truth(int count)
    {
        var mixture = new GaussianComponents(tensor(Weights), tensor(Means), tensor(Factors));
        using var random = new Generator(11);
        return mixture.Draw(count, random);
    }
}
