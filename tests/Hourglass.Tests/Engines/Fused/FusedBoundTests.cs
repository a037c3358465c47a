using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Engines.Fused.Compile;
using Hourglass.Kernels.Threading;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Tests.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests.Engines;

/// <summary>
/// Importance-weighted bounds, with several draws an example and players of their own, against automatic differentiation in double precision.
/// </summary>
public sealed class FusedBoundTests
{
    private const int Latent = 5;
    private static readonly Networks Small = Networks.Dense(DataShape.Row(23), hidden: [19, 45], Latent);

    public static TheoryData<string> Cases => [.. All.Keys];

    private static Dictionary<string, Blueprint> All { get; } = new(StringComparer.Ordinal)
    {
        ["iwae"] = Recipes.Iwae(Small, 7),
        ["iwae of one draw"] = Recipes.Iwae(Small, 1),
        ["iwae of fifty draws"] = Recipes.Iwae(Small, 50),
        ["iwae tanh gaussian"] = Recipes.Iwae(Networks.Dense(DataShape.Row(23), [19, 17], Latent, Activation.Tanh), 6, new Gaussian(0.5)),
        ["iwae gelu laplace"] = Recipes.Iwae(Networks.Dense(DataShape.Row(23), [19], Latent, Activation.Gelu), 3, new Laplace(0.7)),
        ["iwae one layer"] = Recipes.Iwae(Networks.Dense(DataShape.Row(23), [], Latent), 3),
        ["iwae binarised"] = Recipes.Iwae(Small, 4) with { Binarization = Binarization.Dynamic },
        ["iwae convolutional encoder"] = Recipes.Iwae(new Networks(new DataShape(2, 7, 9), Latent, new ConvSpec([3, 5], []), new DenseSpec([21])), 4),
        ["iwae doubly"] = Recipes.Iwae(Small, 7, gradient: GradientKind.DReG),
        ["iwae doubly silu"] = Recipes.Iwae(Networks.Dense(DataShape.Row(23), [19], Latent, Activation.Silu), 33, gradient: GradientKind.DReG),
        ["iwae doubly one layer"] = Recipes.Iwae(Networks.Dense(DataShape.Row(23), [], Latent), 3, gradient: GradientKind.DReG),
        ["iwae of columns"] = Recipes.Iwae(Small, 7, DensityColumnsTests.Wide),
        ["piwae of columns"] = Recipes.Piwae(Small, 3, 4, DensityColumnsTests.Wide),
        ["miwae"] = Recipes.Miwae(Small, 3, 4),
        ["ciwae"] = Recipes.Ciwae(Small, 0.3, 6),
        ["iwae conditional"] = Recipes.Iwae(Small with { Condition = new LabelCondition(3) }, 4),
        ["piwae"] = Recipes.Piwae(Small, 3, 4),
        ["piwae elu"] = Recipes.Piwae(Networks.Dense(DataShape.Row(23), [19, 31], Latent, Activation.Elu), 2, 5, new Gaussian(0.6)),
        ["iwae batch"] = Recipes.Iwae(Body(Normalization.Batch, 0), 7),
        ["iwae layer dropout"] = Recipes.Iwae(Body(Normalization.Layer, 0.2), 7),
        ["ciwae batch dropout"] = Recipes.Ciwae(Body(Normalization.Batch, 0.2), 0.3, 6),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Figures_and_gradients_are_those_of_automatic_differentiation(string name)
    {
        var blueprint = All[name];
        using var model = blueprint.Build(seed: 3);
        Assert.Empty(PlanCompiler.Violations(model));
        using var team = new WorkerTeam(2);
        var examples = FusedPlans.Examples(60, blueprint.Networks.Shape);
        var plan = PlanCompiler.Compile(model, examples, 60, team.Workers);

        // A single example normalised over the batch has but one value for every feature.
        // With seed 11, a ReLU of the binarised case is given 5e-8, which 32 bits round to the other side of 0.
        foreach (var count in name.Contains("batch", StringComparison.Ordinal) ? [60, 37] : new[] { 60, 37, 1 })
            Compare(blueprint, examples.First(count).Side, plan, plan.StepOn(examples, [.. Enumerable.Range(0, count)], new Moment(0.5, 1000), seed: 12, team));
    }

    [Theory]
    [InlineData("iwae")]
    [InlineData("iwae doubly")]
    [InlineData("ciwae")]
    [InlineData("piwae")]
    public void Steps_are_the_same_to_the_last_bit_whatever_the_number_of_workers(string name) => FusedPlans.AssertSameBits(All[name]);

    [Fact]
    public void What_a_bound_cannot_be_compiled_with_is_said()
    {
        var pictures = Networks.Conv(new DataShape(1, 8, 8), [3], Latent);
        using var convolutional = Recipes.Iwae(pictures, 3).Build();
        Assert.Contains(PlanCompiler.Violations(convolutional), violation => violation.Contains("dense decoder", StringComparison.Ordinal));
        foreach (var recipe in new[] { Recipes.Piwae(Body(Normalization.Layer, 0), 3, 4), Recipes.Iwae(Body(Normalization.None, 0.2), 3, gradient: GradientKind.DReG) })
        {
            using var apart = recipe.Build();
            Assert.Contains(PlanCompiler.Violations(apart), violation => violation.Contains("player", StringComparison.Ordinal));
        }

        using var mixed = (Recipes.Iwae(Small, 3) with { Objective = [new ImportanceWeightedBound(3), new Kl()] }).Build();
        Assert.Contains(PlanCompiler.Violations(mixed), violation => violation.Contains("bounds", StringComparison.Ordinal));
    }

    private static Networks Body(Normalization normalization, double dropout) =>
        Networks.Dense(DataShape.Row(23), [19, 45], Latent, normalization: normalization, dropout: dropout);

    private static void Compare(Blueprint blueprint, SideData side, FusedPlan plan, IReadOnlyList<double> figures)
    {
        using var scope = NewDisposeScope();
        using var exact = blueprint.Build(seed: 3);
        exact.Modules.to(ScalarType.Float64);
        exact.Modules.train();
        HiddenLayerCases.DropAsThePlanDid(exact, plan);
        var input = new Batch(FusedPlans.Matrix(plan.Input.Values), tensor(Array.ConvertAll(side.Labels!, label => (long)label)));
        var (encoded, noise) = (exact.Modules.Encode(input), FusedPlans.Matrix(plan.Draw!.Noise));
        Assert.Equal(side.Labels!.Length * blueprint.Particles, noise.shape[0]);
        var code = (GaussianCode)new GaussianCode(encoded.narrow(1, 0, Latent), encoded.narrow(1, Latent, Latent)).Repeat(blueprint.Particles);
        var latent = code.Mean + ((code.LogVariance * 0.5).exp() * noise);
        var target = FusedPlans.Matrix(plan.Target.Values).repeat_interleave(blueprint.Particles, 0);
        var joint = -blueprint.Loss.NegativeLogLikelihood(exact.Modules.Decode(latent,
            exact.Modules.ConditionOf(input)?.repeat_interleave(blueprint.Particles, 0)), target) + NormalDensity.LogStandard(latent);
        var (logWeights, held) = (joint - code.LogDensity(latent), joint - code.Detach().LogDensity(latent));

        var next = 1;
        var own = Loss(blueprint.Terms);
        Assert.Equal(own.Reported, figures[0], 2e-5 * (1 + Math.Abs(own.Reported)));
        var others = blueprint.Others.Select(player => Loss(player.Objective).Minimised).ToArray();
        Assert.Equal(next, figures.Count);
        foreach (var (parameterName, parameter) in exact.Modules.named_parameters())
        {
            var follows = parameterName.StartsWith("decoder.", StringComparison.Ordinal) && others.Length > 0 ? others[0] : own.Minimised;
            FusedPlans.AssertGradient(plan, parameterName, autograd.grad([follows], [parameter], retain_graph: true)[0]);
        }

        (Tensor Minimised, double Reported) Loss(IReadOnlyList<ObjectiveTerm> terms)
        {
            var (loss, reported) = (zeros(1, ScalarType.Float64), 0.0);
            foreach (var term in terms)
            {
                var weight = term.Weight.At(0.5);
                var samples = term is DoublyReparameterizedBound doubly ? doubly.Samples : ((ImportanceWeightedBound)term).Samples;
                var groups = logWeights.reshape(-1, samples);
                var bound = (Math.Log(samples) - groups.logsumexp(1)).mean();
                Assert.Equal(bound.item<double>(), figures[next], 2e-5 * (1 + Math.Abs(bound.item<double>())));
                next++;
                reported += weight * bound.item<double>();
                loss += weight * (term is ImportanceWeightedBound ? bound : -(groups.detach().softmax(1).square() * held.reshape(-1, samples)).sum(1).mean());
            }

            return (loss, reported);
        }
    }
}
