using Hourglass.Codes;
using Hourglass.Schedules;
using static TorchSharp.torch;

namespace Hourglass.Tests.Codes;

/// <summary>What each kind of code can be built with: the last value that is allowed, and the first that is refused.</summary>
public sealed class CodeSpecTests
{
    private const int Latent = 6;

    /// <summary>Specifications at their limits, and a part of the refusal of those beyond; null where there is none.</summary>
    private static readonly (CodeSpec Spec, string? Refusal)[] AtTheLimits =
    [
        (new CategoricalSpec(2, new Constant(1e-3)), null),
        (new CategoricalSpec(6, new Annealing(2, 0.5, 5)), null),
        (new CategoricalSpec(1, new Constant(1)), "has 1 classes"),
        (new CategoricalSpec(4, new Constant(1)), "4 classes do not divide the latent size 6; give classes=3"),
        (new CategoricalSpec(2, new Ramp(0, 1, 5)), "temperature goes from 0 to 1"),
        (new CategoricalSpec(2, new Ramp(1, 0, 5)), "temperature goes from 1 to 0"),
        (new GaussianSpec(0), null),
        (new GaussianSpec(3), null),
        (new GaussianSpec(-1), "has -1 numbers"),
        (new KSparseSpec(1), null),
        (new KSparseSpec(Latent), null),
        (new KSparseSpec(0), "k is 0"),
        (new KSparseSpec(Latent + 1), "k is 7"),
        (new KSparseSpec(1, 0.99), "alpha is 0.99"),
        (new KSparseSpec(1, double.NaN), "alpha is NaN"),
        (new LadderSpec(1, [1]), null),
        (new LadderSpec(0, [4]), "has 0 latent dimensions"),
        (new LadderSpec(1, [4, 0]), "has 0 units"),
        (new LadderSpec(1, []), "no dense layer"),
        (new ScalarQuantizedSpec([2, 2, 2]), null),
        (new ScalarQuantizedSpec([256, 256]), null),
        (new ScalarQuantizedSpec([257, 256]), "more than 65,536 codes"),
        (new ScalarQuantizedSpec([1, 2]), "has 1 levels"),
        (new ScalarQuantizedSpec([2, 2, 2, 2]), "4 levels do not divide the latent size 6"),
        (new VectorQuantizedSpec(1, 2, Decay: 0), null),
        (new VectorQuantizedSpec(Latent, 2, Depth: 2), null),
        (new VectorQuantizedSpec(0, 2), "Codes of 0 numbers"),
        (new VectorQuantizedSpec(4, 2), "Codes of 4 numbers do not divide the latent size 6; give a code_size that does, such as 3"),
        (new VectorQuantizedSpec(1, 1), "codes is 1; give a whole number from 2"),
        (new VectorQuantizedSpec(1, 2, Depth: 0), "depth is 0; give a whole number from 1"),
        (new VectorQuantizedSpec(1, 2, Decay: 1), "decay is 1"),
        (new VectorQuantizedSpec(1, 2, Decay: -0.01), "decay is -0.01"),
        (new VonMisesFisherSpec(1e-3), null),
        (new VonMisesFisherSpec(0), "concentration is 0"),
        (new WrappedNormalSpec(1e-3), null),
        (new WrappedNormalSpec(0), "curvature is 0"),
        (new WrappedNormalSpec(double.PositiveInfinity), "curvature is"),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, AtTheLimits.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void A_value_at_the_limit_is_accepted_and_one_beyond_it_is_refused(int index)
    {
        var (spec, refusal) = AtTheLimits[index];
        var violations = spec.Violations(Latent).ToArray();
        if (refusal is null) Assert.Empty(violations);
        else Assert.Contains(refusal, Assert.Single(violations).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sphere_has_at_least_two_dimensions_around_it()
    {
        Assert.Empty(new VonMisesFisherSpec().Violations(2));
        Assert.Contains("at least 2 dimensions", Assert.Single(new VonMisesFisherSpec().Violations(1)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_encoder_gives_what_the_code_is_read_from()
    {
        Assert.Equal(Latent + 1, new VonMisesFisherSpec().Outputs(Latent));
        Assert.Equal((2 * Latent) + 4, new GaussianSpec(4).Outputs(Latent));
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var encoded = Drawn.Normal([5, (2 * Latent) + 4]);
        var code = new GaussianSpec(4).Build(Latent, random).Read(encoded, 0);
        Assert.True(code.Mean.eq(encoded.narrow(1, 0, Latent)).all().item<bool>());
        Assert.True(code.LogVariance.eq(encoded.narrow(1, Latent, Latent)).all().item<bool>());
        Assert.True(code.Context!.eq(encoded.narrow(1, 2 * Latent, 4)).all().item<bool>());
        Assert.Null(new GaussianSpec().Build(Latent, random).Read(encoded, 0).Context);
    }

    [Fact]
    public void The_classes_of_a_group_stand_one_group_apart()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var encoded = Drawn.Normal([5, Latent]);
        var code = new CategoricalSpec(2, new Constant(1)).Build(Latent, random).Read(encoded, 0);
        Assert.Equal([5L, 2, 3], code.LogProbability.shape);
        Assert.True((code.LogProbability.exp().sum(1) - 1).abs().max().item<float>() < 1e-6);
        var odds = encoded.narrow(1, 0, 3) - encoded.narrow(1, 3, 3);
        Assert.True((code.LogProbability.select(1, 0) - code.LogProbability.select(1, 1) - odds).abs().max().item<float>() < 1e-5);
    }

    [Fact]
    public void A_quantised_code_has_one_symbol_for_each_codebook_and_position()
    {
        Assert.Equal(3, new ScalarQuantizedSpec([5, 5]).Symbols(Latent));
        Assert.Equal(25, new ScalarQuantizedSpec([5, 5]).Classes);
        Assert.Equal(9, new VectorQuantizedSpec(2, 8, Depth: 3).Symbols(Latent));
    }
}
