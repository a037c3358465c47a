using Hourglass.Engines.Fused;
using Hourglass.Kernels.Threading;
using Hourglass.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests.Engines;

/// <summary>What normalisation and dropout do from one step to the next.</summary>
public sealed class FusedHiddenLayerTests
{
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
        var plan = PlanCompiler.Compile(model, FusedGradientTests.Examples(100, blueprint.Networks.Shape), 70, team.Workers);
        foreach (var count in new[] { 70, 33, 1, 5 })
        {
            var figures = plan.Step([.. Enumerable.Range(20, count)], moment, seed: 11, team);
            exact.Modules.zero_grad();

            // The fewer numbers a mean is of, the more of the gradient goes with it, and of the digits.
            FusedGradientTests.Compare(exact, plan, figures, moment, count < 10 ? 1e-4 : 1e-5);
            HiddenLayerCases.RunningFiguresAreEqual(exact, model);
        }
    }

    [Fact]
    public void Dropout_differs_from_step_to_step_and_from_layer_to_layer()
    {
        using var model = HiddenLayerCases.All["residual rows dropout"].Build(seed: 3);
        using var team = new WorkerTeam(1);
        var plan = PlanCompiler.Compile(model, FusedGradientTests.Examples(64, model.Shape), 64, 1);
        Assert.Equal(8, plan.Dropouts.Count);
        float[][] Masks(ulong seed)
        {
            plan.Step([.. Enumerable.Range(0, 64)], new Moment(0, 64), seed, team);
            return [.. plan.Dropouts.Select(dropout => HiddenLayerCases.Factors(dropout).narrow(1, 0, 19).to_type(ScalarType.Float32).contiguous().data<float>().ToArray())];
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
}
