using Hourglass.Codes;
using Hourglass.Corruptions;
using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Native;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Tests;

/// <summary>One test for each entry of "Common mistakes" in docs/theory.md, save those that name another class.</summary>
public sealed class CommonMistakesTests
{
    private const int Draws = 40_000;
    private static readonly DataShape Shape = new(1, 4, 4);
    private static readonly Networks Small = Networks.Dense(Shape, hidden: [8], latent: 2);

    static CommonMistakesTests() => TorchRuntime.Initialize();

    private static FloatExamples Grey => new([.. Enumerable.Range(0, 160).Select(i => i % 7 / 6f)], Shape);

    [Fact]
    public void The_kl_has_its_minus_and_agrees_with_a_monte_carlo_estimate()
    {
        using var scope = NewDisposeScope();
        using var random = Randomness.Generator(1, RandomPurpose.Evaluation);
        // m = 1, s^2 = 1/4: (1 + 1/4 - 1 - log(1/4)) / 2 nats.
        var exact = (0.25 - Math.Log(0.25)) / 2;
        var code = Code(mean: 1, variance: 0.25);
        Assert.Equal(exact, Kl.PerDimension(code)[0, 0].item<float>(), 1e-5);
        var latent = code.Sample(random);
        var prior = Code(mean: 0, variance: 1).LogDensity(latent);
        Assert.Equal(exact, (code.LogDensity(latent) - prior).mean().item<float>(), 0.02);
        Assert.Equal(0, Kl.PerDimension(Code(mean: 0, variance: 1))[0, 0].item<float>(), 1e-6);
    }

    [Fact]
    public void Losses_are_summed_over_features_and_not_averaged()
    {
        using var scope = NewDisposeScope();
        var target = full([3, 784], 0.25f);
        // A logit of 0 is a probability of 1/2: log 2 nats a feature, whatever the target.
        Assert.All(Numbers(new Bernoulli().NegativeLogLikelihood(zeros(3, 784), target)), nats => Assert.Equal(784 * Math.Log(2), nats, 1e-2));
        // Squared error 784 x 1/4, and the constant 784 / 2 x log(pi).
        Assert.All(Numbers(new Gaussian().NegativeLogLikelihood(target + 0.5, target)), nats => Assert.Equal(196 + (392 * Math.Log(Math.PI)), nats, 1e-2));
    }

    [Fact]
    public void Draws_have_the_deviation_and_not_the_variance_that_the_log_variance_says()
    {
        using var scope = NewDisposeScope();
        using var random = Randomness.Generator(2, RandomPurpose.Evaluation);
        Assert.Equal(2, Code(mean: 5, variance: 4).Sample(random).std().item<float>(), 0.05);
    }

    [Fact]
    public void Codes_and_reconstructions_come_from_the_mean_and_not_from_a_draw()
    {
        using var model = Recipes.Vae(Small).Build(seed: 3);
        var codes = model.Encode(Grey);
        Assert.Equal(codes, model.Encode(Grey));
        Assert.Equal(model.Decode(codes), model.Reconstruct(Grey));
    }

    [Fact]
    public void Generate_gives_means_unless_draws_are_asked_for()
    {
        using var model = Recipes.Vae(Small).Build(seed: 4);
        var means = model.Generate(16, seed: 7);
        Assert.Equal(model.Decode(model.SamplePrior(16, seed: 7)), means);
        Assert.All(means.Cast<float>(), value => Assert.True(value is > 0 and < 1));
        Assert.All(model.Generate(16, seed: 7, sample: true).Cast<float>(), value => Assert.True(value is 0 or 1));
    }

    [Fact]
    public void Denoising_damages_the_input_and_leaves_the_target_clean()
    {
        using var scope = NewDisposeScope();
        using var random = Randomness.Generator(5, RandomPurpose.TrainingStep);
        var clean = rand(8, Shape.Size, generator: random);
        var before = clean.clone();
        var (input, target) = Inputs.For(Recipes.Denoising(Small, new GaussianNoise(0.4)), new Hourglass.Data.Batch(clean), random);
        Assert.Equal(Numbers(before), Numbers(target));
        Assert.NotEqual(Numbers(before), Numbers(input.Rows));
    }

    [Fact]
    public void The_kl_counts_in_full_from_the_first_step_and_has_a_gradient()
    {
        Assert.Equal(1, Recipes.Vae(Small).Terms.OfType<Kl>().Single().Weight.At(0));
        Assert.Equal(4, Recipes.BetaVae(Small).Terms.OfType<Kl>().Single().Weight.At(0));
        Assert.Equal(0.5, Recipes.Vae(Small, warmup: 10).Terms.OfType<Kl>().Single().Weight.At(5));

        using var scope = NewDisposeScope();
        var mean = ones(1, 1, requires_grad: true);
        var logVariance = ones(1, 1, requires_grad: true);
        Kl.PerDimension(new GaussianCode(mean, logVariance)).sum().backward();
        Assert.Equal(1, mean.grad!.item<float>(), 1e-5);
        Assert.Equal((Math.E - 1) / 2, logVariance.grad!.item<float>(), 1e-5);
    }

    [Fact]
    public void Cross_entropy_of_grey_mnist_has_a_floor_above_zero()
    {
        var test = (ByteExamples)Mnist.Load().Test;
        double[] entropy = [.. Enumerable.Range(0, 256).Select(grey => Entropy(grey / 255.0))];
        var sum = 0.0;
        foreach (var grey in test.Bytes) sum += entropy[grey];
        Assert.Equal(0.05808, sum / (test.Count * 784.0), 0.000005);

        static double Entropy(double p) => p is 0 or 1 ? 0 : -(p * Math.Log(p)) - ((1 - p) * Math.Log(1 - p));
    }

    [Fact]
    public void Weights_start_as_glorot_says_with_zero_biases()
    {
        using var model = Recipes.Ae(Networks.Dense(new DataShape(1, 28, 28), hidden: [], latent: 32), codeActivation: Activation.Relu).Build(seed: 6);
        var encoder = model.Modules.Encoder.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        // sqrt(6 / (784 + 32)) = 0.0857; libtorch's own bound would be 1 / sqrt(784) = 0.0357.
        Assert.Equal(0.0857, encoder["dense1.weight"].abs().max().item<float>(), 0.001);
        Assert.Equal(0, encoder["dense1.bias"].abs().max().item<float>());
    }

    /// <summary>Many equal one-dimensional codes.</summary>
    private static GaussianCode Code(double mean, double variance) => new(full([Draws, 1], (float)mean), full([Draws, 1], (float)Math.Log(variance)));

    private static float[] Numbers(Tensor tensor) => tensor.data<float>().ToArray();
}
