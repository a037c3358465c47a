using Hourglass.Corruptions;
using Hourglass.Numerics;
using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Tests.Corruptions;

public sealed class CorruptionTests
{
    private const int Count = 200;
    private const int Size = 300;

    public static TheoryData<string> Kinds => ["gaussian", "clipped", "masking", "salt"];

    [Fact]
    public void Gaussian_noise_has_mean_zero_and_the_asked_deviation()
    {
        using var scope = NewDisposeScope();
        var (clean, noisy) = Damage(new GaussianNoise(0.4, Clip: false));
        var noise = (noisy - clean).to_type(float64);
        Assert.Equal(0, noise.mean().item<double>(), 4.5 * 0.4 / Math.Sqrt(Count * Size));
        Assert.Equal(0.16, noise.var().item<double>(), 4.5 * 0.16 * Math.Sqrt(2.0 / (Count * Size)));
        Assert.True(noisy.min().item<float>() < 0 && noisy.max().item<float>() > 1);
    }

    [Fact]
    public void Clipped_noise_stays_a_picture()
    {
        using var scope = NewDisposeScope();
        var (clean, noisy) = Damage(new GaussianNoise(0.4));
        using var random = new Generator(8);
        Assert.True(noisy.eq(new GaussianNoise(0.4, Clip: false).Apply(clean, random).clamp(0, 1)).all().item<bool>());
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.6)]
    public void Masking_loses_the_asked_part_and_keeps_the_rest(double fraction)
    {
        using var scope = NewDisposeScope();
        var (clean, noisy) = Damage(new Masking(fraction));
        var lost = noisy.eq(0);
        Assert.Equal(fraction, Mean(lost), Error(fraction));
        Assert.True(lost.logical_or(noisy.eq(clean)).all().item<bool>());
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.6)]
    public void Salt_and_pepper_are_equally_frequent_and_keep_the_rest(double fraction)
    {
        using var scope = NewDisposeScope();
        var (clean, noisy) = Damage(new SaltAndPepper(fraction));
        Assert.Equal(fraction / 2, Mean(noisy.eq(0)), Error(fraction / 2));
        Assert.Equal(fraction / 2, Mean(noisy.eq(1)), Error(fraction / 2));
        Assert.True(noisy.eq(0).logical_or(noisy.eq(1)).logical_or(noisy.eq(clean)).all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_target_stays_clean_and_the_draw_depends_on_the_generator(string kind)
    {
        using var scope = NewDisposeScope();
        var networks = Networks.Dense(Hourglass.Data.DataShape.Row(Size), [4], 2);
        var blueprint = Recipes.Denoising(networks, Of(kind));
        var clean = Clean();
        var before = clean.clone();
        using var random = new Generator(8);
        using var same = new Generator(8);
        using var other = new Generator(9);
        var (input, target) = Inputs.For(blueprint, new Hourglass.Data.Batch(clean), random);
        Assert.True(clean.eq(before).all().item<bool>(), "The batch itself was damaged.");
        Assert.True(target.eq(before).all().item<bool>(), "The target is not the clean batch.");
        Assert.True(Mean(input.Rows.ne(before)) > 0.2);
        Assert.True(input.Rows.eq(Inputs.For(blueprint, new Hourglass.Data.Batch(clean), same).Input.Rows).all().item<bool>());
        Assert.False(input.Rows.eq(Inputs.For(blueprint, new Hourglass.Data.Batch(clean), other).Input.Rows).all().item<bool>());
    }

    [Fact]
    public void Dynamic_binarisation_makes_one_binary_batch_for_input_and_target()
    {
        using var scope = NewDisposeScope();
        var blueprint = Recipes.Vae(Networks.Dense(Hourglass.Data.DataShape.Row(Size), [4], 2)) with { Binarization = Binarization.Dynamic };
        var clean = Clean();
        using var random = new Generator(8);
        var (input, target) = Inputs.For(blueprint, new Hourglass.Data.Batch(clean), random);
        Assert.True(input.Rows.eq(target).all().item<bool>());
        Assert.True(target.eq(0).logical_or(target.eq(1)).all().item<bool>());
        Assert.Equal(clean.mean().item<float>(), target.mean().item<float>(), 4.5 * 0.5 / Math.Sqrt(Count * Size));
    }

    private static Corruption Of(string kind) => kind switch
    {
        "gaussian" => new GaussianNoise(0.3, Clip: false),
        "clipped" => new GaussianNoise(0.3),
        "masking" => new Masking(0.3),
        _ => new SaltAndPepper(0.3),
    };

    // Never 0 or 1, so that damage is told from data.
    private static Tensor Clean()
    {
        using var random = new Generator(2);
        return (rand(Count, Size, generator: random) * 0.8) + 0.1;
    }

    private static (Tensor Clean, Tensor Noisy) Damage(Corruption corruption)
    {
        using var random = new Generator(8);
        var clean = Clean();
        return (clean, corruption.Apply(clean, random));
    }

    private static double Mean(Tensor flags) => flags.to_type(float64).mean().item<double>();

    private static double Error(double fraction) => 4.5 * Math.Sqrt(fraction * (1 - fraction) / (Count * Size));
}
