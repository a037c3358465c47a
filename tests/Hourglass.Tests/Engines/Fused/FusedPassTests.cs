using Hourglass.Corruptions;
using Hourglass.Data;
using Hourglass.Engines.Fused.Compile;
using Hourglass.Kernels.Threading;
using Hourglass.Losses;
using Hourglass.Objectives;
using static TorchSharp.torch;

namespace Hourglass.Tests.Engines;

/// <summary>Batches that are taken in several passes, whose gradients are accumulated.</summary>
public sealed class FusedPassTests
{
    private const int PassRows = 32;
    private static readonly Networks Pictures = Of(new ConvSpec([3, 5], [11], Downsampling: Downsampling.Pool), 5);
    private static readonly Networks Rows = Networks.Dense(DataShape.Row(23), [19], 5);
    private static readonly Networks Normalized = Of(new ConvSpec([3], [], Normalization: Normalization.Batch), 5);

    [Theory]
    [InlineData(70)]
    [InlineData(96)]
    [InlineData(20)]
    public void Figures_and_gradients_are_those_of_the_whole_batch(int count)
    {
        using var model = Recipes.RegularizedL2(Pictures, 0.4, 0.02, new Gaussian(0.3)).Build(seed: 3);
        var examples = FusedPlans.Examples(100, model.Shape);
        using var team = new WorkerTeam(2);
        int[] positions = [.. Enumerable.Range(4, count)];
        var whole = PlanCompiler.Compile(model, examples, count, team.Workers);
        var passes = PlanCompiler.CompilePasses(model, examples, PassRows, team.Workers);
        double[] expected = [.. whole.StepOn(examples, positions, new Moment(0, 100), seed: 11, team)];
        var figures = passes.StepOn(examples, positions, new Moment(0, 100), seed: 11, team);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], figures[i], Math.Abs(expected[i]) * 1e-5);
        AssertGradients(passes, GradientsOf(whole));
    }

    [Fact]
    public void Each_pass_draws_random_numbers_of_its_own()
    {
        using var model = Recipes.Vae(Pictures).Build(seed: 3);
        var examples = FusedPlans.Examples(PassRows, model.Shape);
        using var team = new WorkerTeam(1);
        int[] once = [.. Enumerable.Range(0, PassRows)];
        var plan = PlanCompiler.CompilePasses(model, examples, PassRows, team.Workers);
        double[] first = [.. plan.StepOn(examples, once, new Moment(0, 100), seed: 11, team)];
        var twice = plan.StepOn(examples, [.. once, .. once], new Moment(0, 100), seed: 11, team);
        Assert.Equal(first[2], twice[2], 1e-4);
        Assert.NotEqual(first[1], twice[1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Steps_are_the_same_to_the_last_bit_whatever_the_number_of_workers(int workers)
    {
        var blueprint = Recipes.Denoising(Pictures, new GaussianNoise(0.3));
        Assert.Equal(Step(blueprint, 1), Step(blueprint, workers));
    }

    [Fact]
    public void Only_losses_of_single_examples_are_taken_in_passes()
    {
        Blueprint[] taken = [Recipes.Ae(Pictures), Recipes.Vae(Pictures), Recipes.Sparse(Pictures, 0.1), Recipes.RegularizedL2(Pictures, 0.1, 0.1),
            Recipes.Denoising(Pictures, new Masking(0.2)), Recipes.Vae(Rows)];
        Assert.All(taken, blueprint => Assert.True(PlanCompiler.TakesPasses(blueprint), blueprint.Model));
        Blueprint[] others =
        [
            Recipes.Wae(Pictures, 10), Recipes.CapacityVae(Pictures, 10, 5, 30), Recipes.KlSparse(Pictures), Recipes.Ae(Normalized), Recipes.Iwae(Rows, 5),
        ];
        Assert.All(others, blueprint => Assert.False(PlanCompiler.TakesPasses(blueprint), blueprint.Model));
    }

    private static Networks Of(ConvSpec spec, int latent) => new(new DataShape(2, 7, 9), latent, spec, spec);

    private static List<float> Step(Blueprint blueprint, int workers)
    {
        using var model = blueprint.Build(seed: 3);
        using var team = new WorkerTeam(workers);
        var plan = PlanCompiler.CompilePasses(model, FusedPlans.Examples(100, model.Shape), PassRows, workers);
        var figures = plan.StepOn(FusedPlans.Examples(100, model.Shape), [.. Enumerable.Range(0, 83)], new Moment(0, 100), seed: 5, team);
        return [.. plan.Parameters.SelectMany(parameter => parameter.Gradient.Span.ToArray()), .. figures.Select(figure => (float)figure)];
    }

    private static Dictionary<string, Tensor> GradientsOf(FusedPlan plan) =>
        plan.Parameters.ToDictionary(parameter => parameter.Name, parameter => tensor(parameter.Gradient.Span.ToArray(), ScalarType.Float64),
            StringComparer.Ordinal);

    private static void AssertGradients(FusedPlan plan, Dictionary<string, Tensor> expected)
    {
        foreach (var (name, gradient) in expected) FusedPlans.AssertGradient(plan, name, gradient);
    }
}
