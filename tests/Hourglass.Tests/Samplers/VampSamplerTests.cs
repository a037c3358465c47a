using Hourglass.Data;
using Hourglass.Samplers;
using static TorchSharp.torch;

namespace Hourglass.Tests.Samplers;

public sealed class VampSamplerTests
{
    [Fact]
    public void Draws_are_those_of_the_posteriors_at_training_examples()
    {
        // Codes lie around a few examples with a deviation of 0.1: every draw is near one, and all of them are met.
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Gaussians(2, deviation: 0.1);
        var rows = tensor(new[] { 0f, 0, 5, 1, -3, 4, 2, -6 }).reshape(4, 2);
        using var fitted = model.Fitted(new VampSampler(Components: 10), KnownCodes.Examples(rows));
        Assert.Equal(new VampSampler(Components: 4), fitted.Sampler);
        var drawn = tensor(fitted.Draw(4_000));
        var (distance, nearest) = cdist(drawn, rows).min(1);
        Assert.True(distance.max().item<float>() < 0.6);
        Assert.Equal(0.1 * 0.1 * 2, distance.square().mean().item<float>(), 0.002);
        var shares = nearest.bincount(null, 4).to_type(ScalarType.Float32) / 4_000;
        Assert.True(shares.allclose(full(4, 0.25), atol: 0.03));
    }

    [Fact]
    public void A_model_with_a_vamp_prior_needs_no_examples()
    {
        using var scope = NewDisposeScope();
        using var model = Recipes.VampVae(Networks.Dense(DataShape.Row(6), [5], 2), components: 5).Build(3);
        using var fitted = model.Fitted(new VampSampler());
        Assert.Equal(model.SamplePrior(9, seed: 4), fitted.Draw(9, seed: 4));
    }

    [Fact]
    public void Series_of_unequal_length_are_refused()
    {
        using var scope = NewDisposeScope();
        var shape = new DataShape(1, 4, 2);
        using var model = Recipes.Vae(Networks.Recurrent(shape, 2, units: 4), new Hourglass.Losses.Gaussian()).Build();
        var examples = new FloatExamples(new float[3 * 8], shape).With(new SideData(Lengths: [1, 4, 2]));
        Assert.Contains("unequal length", Assert.Throws<HourglassException>(() => model.Fitted(new VampSampler(), examples)).Message, StringComparison.Ordinal);
    }
}
