using Hourglass.Engines.Fused.Compile;
using Hourglass.Kernels.Threading;
using Hourglass.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests.Engines;

/// <summary>What normalisation and dropout do from one step to the next.</summary>
public sealed class FusedHiddenLayerTests
{
    public static TheoryData<string> Cases => [.. HiddenLayerCases.All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Figures_and_gradients_are_those_of_automatic_differentiation(string name)
    {
        using var scope = NewDisposeScope();
        var blueprint = HiddenLayerCases.All[name];
        var examples = FusedPlans.Examples(37, blueprint.Networks.Shape);
        using var model = blueprint.Build(seed: 3);
        Assert.Empty(PlanCompiler.Violations(model));
        using var exact = blueprint.Build(seed: 3);
        exact.Modules.to(ScalarType.Float64);
        exact.Modules.train();
        using var team = new WorkerTeam(2);
        var moment = new Moment(0.5, 1000);
        var plan = PlanCompiler.Compile(model, examples, 37, team.Workers);
        var figures = plan.StepOn(examples, [.. Enumerable.Range(0, 37)], moment, seed: 11, team);
        HiddenLayerCases.DropAsThePlanDid(exact, plan);
        FusedGradientTests.Compare(exact, examples.Side, plan, figures, moment, Tolerance(name));
        HiddenLayerCases.RunningFiguresAreEqual(exact, model);
    }

    [Theory]
    [InlineData("dense batch dropout")]
    [InlineData("dense layer")]
    [InlineData("conv batch")]
    [InlineData("conv layer dropout")]
    [InlineData("residual rows batch")]
    [InlineData("residual picture layer dropout")]
    public void Steps_are_the_same_to_the_last_bit_whatever_the_number_of_workers(string name) => FusedPlans.AssertSameBits(HiddenLayerCases.All[name]);

    [Theory]
    [InlineData("dense batch")]
    [InlineData("dense gelu ae batch")]
    [InlineData("conv batch")]
    [InlineData("residual rows batch")]
    [InlineData("dense layer")]
    public void Steps_of_fewer_examples_and_of_one_follow_libtorch(string name)
    {
        using var scope = NewDisposeScope();
        var blueprint = HiddenLayerCases.All[name];
        using var model = blueprint.Build(seed: 3);
        using var exact = blueprint.Build(seed: 3);
        exact.Modules.to(ScalarType.Float64);
        exact.Modules.train();
        using var team = new WorkerTeam(2);
        var moment = new Moment(0.5, 1000);
        var examples = FusedPlans.Examples(100, blueprint.Networks.Shape);
        var plan = PlanCompiler.Compile(model, examples, 70, team.Workers);
        foreach (var count in new[] { 70, 33, 1, 5 })
        {
            int[] positions = [.. Enumerable.Range(20, count)];
            var figures = plan.StepOn(examples, positions, moment, seed: 11, team);
            exact.Modules.zero_grad();

            // The fewer numbers a mean is of, the more of the gradient goes with it, and of the digits.
            FusedGradientTests.Compare(exact, examples.Select(positions).Side, plan, figures, moment, count < 10 ? 1e-4 : 1e-5);
            HiddenLayerCases.RunningFiguresAreEqual(exact, model);
        }
    }

    [Fact]
    public void Dropout_differs_from_step_to_step_and_from_layer_to_layer()
    {
        using var model = HiddenLayerCases.All["residual rows dropout"].Build(seed: 3);
        using var team = new WorkerTeam(1);
        var plan = PlanCompiler.Compile(model, FusedPlans.Examples(64, model.Shape), 64, 1);
        Assert.Equal(8, plan.Dropouts.Count);
        float[][] Masks(ulong seed)
        {
            plan.StepOn(FusedPlans.Examples(64, model.Shape), [.. Enumerable.Range(0, 64)], new Moment(0, 64), seed, team);
            return [.. plan.Dropouts.Select(dropout => HiddenLayerCases.Factors(dropout).narrow(1, 0,
                19).to_type(ScalarType.Float32).contiguous().data<float>().ToArray())];
        }

        using var scope = NewDisposeScope();
        var (first, second, again) = (Masks(1), Masks(2), Masks(1));
        Assert.Equal(first, again);
        for (var i = 0; i < first.Length; i++)
        {
            Assert.Equal([0f, (float)(1 / 0.6)], first[i].Distinct().Order());
            Assert.Equal(0.4, first[i].Count(factor => factor == 0) / (double)first[i].Length, 0.06);
            Assert.NotEqual(first[i], second[i]);
            for (var j = 0; j < i; j++) Assert.NotEqual(first[i], first[j]);
        }
    }

    // Sums over a batch cancel in the gradients of its normalisation; dropout leaves less of them. The largest difference of 48 such steps was 1.9e-5.
    private static double Tolerance(string name) =>
        name.StartsWith("residual", StringComparison.Ordinal) && name.EndsWith("batch dropout", StringComparison.Ordinal) ? 4e-5 : 1e-5;
}
