using Hourglass.Data;
using Hourglass.Losses;
using static TorchSharp.torch;

namespace Hourglass.Tests.Losses;

/// <summary>The losses against the densities they stand for, computed one number at a time in double precision.</summary>
public sealed class LossTests
{
    private const int Rows = 5;
    private const int Size = 7;
    private static readonly float[] Target = Draw(1, 0, 1);
    private static readonly float[] Logits = Draw(2, -4, 4);

    [Fact]
    public void Bernoulli_is_minus_the_log_probability_in_nats()
    {
        var expected = Sums((x, logit) =>
        {
            var p = 1 / (1 + Math.Exp(-logit));
            return -(x * Math.Log(p)) - ((1 - x) * Math.Log(1 - p));
        });
        Assert.Equal(expected, Nats(new Bernoulli()), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(2.5)]
    public void Gaussian_is_minus_the_log_density_in_nats(double deviation)
    {
        var expected = Sums((x, mean) =>
            -Math.Log(Math.Exp(-(x - mean) * (x - mean) / (2 * deviation * deviation) + 500) / (deviation * Math.Sqrt(2 * Math.PI))) + 500);
        Assert.Equal(expected, Nats(new Gaussian(deviation)), (a, b) => Math.Abs(a - b) < 1e-5 * Math.Abs(a));
    }

    [Fact]
    public void The_default_gaussian_is_the_sum_of_squares_and_a_constant()
    {
        var expected = Sums((x, mean) => ((x - mean) * (x - mean)) + (0.5 * Math.Log(Math.PI)));
        Assert.Equal(expected, Nats(new Gaussian()), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void Bernoulli_stays_exact_at_extreme_logits()
    {
        using var output = tensor(new[] { 200f, -200f, 200f, -200f }).reshape(2, 2);
        using var target = tensor(new[] { 1f, 0f, 0f, 1f }).reshape(2, 2);
        using var nats = new Bernoulli().NegativeLogLikelihood(output, target);
        Assert.Equal([0f, 400f], nats.data<float>().ToArray());
    }

    [Fact]
    public void Padding_does_not_count()
    {
        using var scope = NewDisposeScope();
        var (output, target) = (tensor(Logits).reshape(Rows, Size), tensor(Target).reshape(Rows, Size));
        var mask = ones(Rows, Size);
        mask.narrow(1, 4, 3).zero_();
        var loss = new Gaussian(0.3);
        var real = loss.NegativeLogLikelihood(output.narrow(1, 0, 4), target.narrow(1, 0, 4));
        Assert.True((loss.NegativeLogLikelihood(output, target, mask) - real).abs().max().item<float>() < 1e-4);
        Assert.True(loss.NegativeLogLikelihood(output, target, mask: null).eq(loss.NegativeLogLikelihood(output, target)).all().item<bool>());
        var whole = new MsSsim(new DataShape(1, 1, Size));
        Assert.Contains("must not count", Assert.Throws<UsageException>(() => whole.NegativeLogLikelihood(output, target, mask)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public unsafe void The_vector_kernel_and_its_constant_give_the_same_nats()
    {
        // Panels of 32 rows: [features][32].
        const int Lanes = 32;
        using var scope = NewDisposeScope();
        foreach (var loss in new Loss[] { new Bernoulli(), new Gaussian(0.3), new Laplace(0.4) })
        {
            var (output, target) = (Drawn.Normal([Size, Lanes]), Drawn.Uniform([Size, Lanes]));
            var (outputs, targets) = (output.data<float>().ToArray(), target.data<float>().ToArray());
            var expected = loss.NegativeLogLikelihood(output.t(), target.t()).data<float>().ToArray();
            var (gradients, weights, sums) = (new float[Size * Lanes], Enumerable.Repeat(1f, Lanes).ToArray(), new float[Lanes]);
            var kernel = loss.Kernel(Size)!;
            fixed (float* o = outputs, t = targets, g = gradients, w = weights, s = sums) kernel.Evaluate(0, Size, o, t, g, w, s);
            for (var i = 0; i < Lanes; i++) Assert.Equal(expected[i], sums[i] + kernel.Constant, 1e-4 * Math.Abs(expected[i]));
        }
    }

    [Fact]
    public unsafe void Rows_that_share_a_target_are_scored_like_rows_with_targets_of_their_own()
    {
        const int Lanes = 32;
        using var scope = NewDisposeScope();
        foreach (var loss in new Loss[] { new Bernoulli(), new Gaussian(0.3), DensityColumnsTests.Wide })
        {
            var size = loss.OutputShape(DataShape.Row(23)).Size;
            var (output, target) = (Drawn.Normal([size, Lanes]), Drawn.Uniform([23]));
            var (outputs, targets) = (output.data<float>().ToArray(), target.data<float>().ToArray());
            var expected = loss.NegativeLogLikelihood(output.t(), target.expand(Lanes, 23)).data<float>().ToArray();
            var (kernel, sums) = (loss.Kernel(23)!, new float[Lanes]);
            fixed (float* o = outputs, t = targets, s = sums) kernel.Add(o, t, s);
            for (var i = 0; i < Lanes; i++) Assert.Equal(expected[i], sums[i] + kernel.Constant, 1e-4 * (1 + Math.Abs(expected[i])));
        }
    }

    [Fact]
    public void Draws_have_the_moments_of_the_distribution()
    {
        const int Count = 40_000;
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var output = tensor(new[] { -2f, 0f, 1.5f }).expand(Count, 3);

        var binary = new Bernoulli().Sample(output, random);
        Assert.True(binary.eq(0).logical_or(binary.eq(1)).all().item<bool>());
        var p = new Bernoulli().Mean(output)[0].data<float>().ToArray();
        Assert.Equal(1 / (1 + Math.Exp(2)), p[0], 1e-6);
        var frequency = binary.mean([0]).data<float>().ToArray();
        Assert.All(p.Zip(frequency), pair => Assert.Equal(pair.First, pair.Second, 4.5 * Math.Sqrt(pair.First * (1 - pair.First) / Count)));

        const double Deviation = 0.3;
        var normal = new Gaussian(Deviation).Sample(output, random);
        var mean = normal.mean([0]).data<float>().ToArray();
        Assert.Equal([-2, 0, 1.5], mean.Select(value => (double)value), (a, b) => Math.Abs(a - b) < 4.5 * Deviation / Math.Sqrt(Count));
        Assert.All(normal.std(0).data<float>().ToArray(), value => Assert.Equal(Deviation, value, 4.5 * Deviation / Math.Sqrt(2 * Count)));
        Assert.True(new Gaussian(Deviation).Mean(output).eq(output).all().item<bool>());
    }

    [Fact]
    public void A_learnt_scale_starts_at_the_deviation_of_the_data_and_settles_at_the_error()
    {
        // Features of deviation 0.3 around different means, which the decoder can learn to the last: its biases.
        using var scope = NewDisposeScope();
        using var random = new Generator(6);
        var rows = (randn(500, Size, generator: random) * 0.3) + arange(Size);
        var examples = new FloatExamples(rows.data<float>().ToArray(), DataShape.Row(Size));
        var blueprint = Recipes.BetaVae(Networks.Dense(DataShape.Row(Size), [4], 1), beta: 1000, new LearnedGaussian());
        using var run = new TrainingRun(blueprint, examples, new Hourglass.Training.TrainingOptions { Epochs = 60, BatchSize = 50, LearningRate = 0.03 });
        Assert.Equal(Math.Log(0.3), run.Model.Modules.LogScale!.item<float>(), 0.05);
        using (no_grad()) run.Model.Modules.LogScale!.fill_(1);
        run.Run();
        Assert.Equal(0.3, Math.Exp(run.Model.Modules.LogScale!.item<float>()), 0.03);
    }

    private static double[] Nats(Loss loss)
    {
        using var scope = NewDisposeScope();
        var nats = loss.NegativeLogLikelihood(tensor(Logits).reshape(Rows, Size), tensor(Target).reshape(Rows, Size));
        Assert.Equal([Rows], nats.shape);
        return [.. nats.data<float>().ToArray().Select(value => (double)value)];
    }

    private static double[] Sums(Func<double, double, double> one) =>
        [.. Enumerable.Range(0, Rows).Select(i => Enumerable.Range(i * Size, Size).Sum(j => one(Target[j], Logits[j])))];

    private static float[] Draw(int seed, double low, double high)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Rows * Size).Select(_ => (float)(low + ((high - low) * random.NextDouble())))];
    }
}
