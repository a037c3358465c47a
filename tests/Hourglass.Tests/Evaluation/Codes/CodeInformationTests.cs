using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Losses;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Tests.Evaluation;

/// <summary>On codes m = a x, s of normally distributed x, for which all three figures are known.</summary>
public sealed class CodeInformationTests
{
    [Theory]
    [InlineData(0.8, 0.6)]
    [InlineData(1.5, 0.4)]
    [InlineData(0.3, 1.2)]
    public void The_divergence_splits_into_information_and_gap(double gain, double deviation)
    {
        using var model = Model(gain, deviation);
        var found = CodeInformation.Estimate(model, Normal(3000));
        var (noise, total) = (deviation * deviation, (gain * gain) + (deviation * deviation));
        Assert.Equal(0.5 * Math.Log(total / noise), found.MutualInformationNats, 4 * found.StandardErrorNats);
        Assert.InRange(found.StandardErrorNats, 1e-4, 0.03);
        Assert.Equal(0.5 * (total - 1 - Math.Log(noise)), found.KlNats, 0.01);

        // KL(N(0, total) || N(0, 1)).
        Assert.Equal(0.5 * (total - 1 - Math.Log(total)), found.GapNats, (4 * found.StandardErrorNats) + 0.01);
        Assert.Null(found.Warning);
    }

    [Fact]
    public void Codes_that_tell_nothing_have_no_information()
    {
        using var model = Model(0, 0.5);
        var found = CodeInformation.Estimate(model, Normal(200));
        Assert.Equal(0, found.MutualInformationNats, 1e-9);
        Assert.Equal(found.KlNats, found.GapNats, 1e-9);
    }

    [Fact]
    public void Codes_apart_from_each_other_have_as_much_as_the_examples_can_show_and_the_reader_is_told()
    {
        using var model = Model(1000, 0.01);
        var found = CodeInformation.Estimate(model, Normal(50));
        Assert.Equal(Math.Log(50), found.MutualInformationNats, 1e-5);
        Assert.Contains("log(50)", found.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prior_whose_density_is_an_estimate_has_no_gap()
    {
        using var model = Recipes.TwoLayerVae(Networks.Dense(DataShape.Row(1), [], 1), loss: new Gaussian()).Build(1);
        var found = CodeInformation.Estimate(model, Normal(50));
        Assert.True(found.KlIsBound);
        Assert.Equal(["mutual_information_nats", "mutual_information_standard_error_nats"], found.Metrics.Select(metric => metric.Name));
        using var standard = Model(0.8, 0.6);
        Assert.Equal("aggregate_gap_nats", CodeInformation.Estimate(standard, Normal(50)).Metrics[^1].Name);
    }

    [Fact]
    public void The_aggregate_posterior_is_the_mean_of_all()
    {
        using var scope = NewDisposeScope();
        var (mean, logVariance) = (tensor(Batches.Numbers(7 * 3, 1)).reshape(7, 3).to_type(float64) * 4,
            tensor(Batches.Numbers(7 * 3, 2)).reshape(7, 3).to_type(float64) - 2);
        var draws = tensor(Batches.Numbers(5 * 3, 3)).reshape(5, 3).to_type(float64) * 4;
        var each = NormalDensity.Log(draws.unsqueeze(1) - mean, logVariance).sum(2);
        Assert.Equal(each.exp().mean([1]).log().data<double>().ToArray(), CodeInformation.LogAggregate(mean, logVariance, draws).data<double>().ToArray(),
            (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Each_dimension_has_its_divergence()
    {
        using var scope = NewDisposeScope();
        var (mean, logVariance) = (tensor(new float[,] { { 1, 0 }, { 3, 0 } }), tensor(new float[,] { { 0, 0 }, { -1, 0 } }));
        var measure = new DimensionKl(2);
        measure.Add(Batches.Of([0], [0], 1, code: new GaussianCode(mean.narrow(0, 0, 1), logVariance.narrow(0, 0, 1))));
        measure.Add(Batches.Of([0], [0], 1, code: new GaussianCode(mean.narrow(0, 1, 1), logVariance.narrow(0, 1, 1))));
        Assert.Equal((0.5 + (0.5 * (9 + Math.Exp(-1)))) / 2, measure.Nats[0], 1e-6);
        Assert.Equal(0, measure.Nats[1], 1e-9);
    }

    [Fact]
    public void Models_without_Gaussian_codes_are_refused()
    {
        using var model = Recipes.Ae(Networks.Dense(DataShape.Row(1), [], 1), new Gaussian()).Build(1);
        Assert.Contains("no Gaussian codes", Assert.Throws<UsageException>(() => CodeInformation.Estimate(model, Normal(5))).Message, StringComparison.Ordinal);
    }

    /// <summary>Numbers spread as N(0, 1) is, without chance.</summary>
    private static FloatExamples Normal(int count)
    {
        using var scope = NewDisposeScope();
        var places = (arange(count, float64) + 0.5) / count;
        return new FloatExamples((special.erfinv((places * 2) - 1) * Math.Sqrt(2)).to_type(float32).data<float>().ToArray(), DataShape.Row(1));
    }

    private static Autoencoder Model(double gain, double deviation)
    {
        var model = Recipes.Vae(Networks.Dense(DataShape.Row(1), [], 1), new Gaussian()).Build();
        using var frozen = no_grad();
        var weights = model.Modules.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        weights["encoder.dense1.weight"].copy_(tensor(new[] { gain, 0 }).reshape(2, 1));
        weights["encoder.dense1.bias"].copy_(tensor(new[] { 0, 2 * Math.Log(deviation) }));
        return model;
    }
}
