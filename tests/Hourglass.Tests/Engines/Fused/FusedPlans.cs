using Hourglass.Data;
using Hourglass.Data.Batches;
using Hourglass.Engines.Fused.Compile;
using Hourglass.Kernels;
using Hourglass.Kernels.Threading;
using Hourglass.Objectives;
using static TorchSharp.torch;

namespace Hourglass.Tests.Engines;

/// <summary>What the tests of plans have in common.</summary>
internal static class FusedPlans
{
    /// <summary>The rows that have a meaning, in double precision.</summary>
    public static Tensor Matrix(Panels panels)
    {
        var values = new float[panels.Rows, panels.Features];
        for (var row = 0; row < panels.Rows; row++)
        {
            for (var feature = 0; feature < panels.Features; feature++) values[row, feature] = panels[row, feature];
        }

        return tensor(values).to(ScalarType.Float64);
    }

    /// <summary>Random examples in [0, 1), of three classes and with two side columns.</summary>
    public static Examples Examples(int count, DataShape shape)
    {
        var random = new Random(7);
        var examples = new FloatExamples([.. Enumerable.Range(0, count * shape.Size).Select(_ => random.NextSingle())], shape);
        var columns = new float[count, 2];
        for (var i = 0; i < count; i++) (columns[i, 0], columns[i, 1]) = (random.NextSingle(), random.NextSingle() - 2);
        return examples.With(new SideData([.. Enumerable.Range(0, count).Select(_ => random.Next(3))], columns));
    }

    /// <summary>A step on the examples at these positions.</summary>
    public static IReadOnlyList<double> StepOn(this FusedPlan plan, Examples examples, int[] positions, Moment moment, ulong seed, WorkerTeam team)
    {
        using var batch = new BatchMemory(examples, positions.Length);
        batch.Read(positions);
        return plan.Step(batch, moment, seed, team);
    }

    /// <summary>Fails when a gradient of a plan differs from the exact one by more than a share of its norm.</summary>
    public static void AssertGradient(FusedPlan plan, string parameter, Tensor expected, double tolerance = 1e-5)
    {
        var actual = tensor(plan.Parameters.Single(other => other.Name == parameter).Gradient.Span.ToArray(), ScalarType.Float64);
        var relative = ((expected.flatten() - actual).norm() / (expected.norm() + 1e-12)).item<double>();
        Assert.True(relative < tolerance, $"{parameter}: {relative}");
    }

    /// <summary>Fails when two steps, the second with a smaller batch, are not the same to the last bit for several numbers of workers.</summary>
    public static void AssertSameBits(Blueprint blueprint)
    {
        float[]? first = null;
        foreach (var workers in new[] { 1, 2, 3, 5 })
        {
            using var model = blueprint.Build(seed: 3);
            using var team = new WorkerTeam(workers);
            var plan = PlanCompiler.Compile(model, Examples(100, blueprint.Networks.Shape), 70, workers);
            List<float> all = [];
            foreach (var count in new[] { 70, 41 })
            {
                var figures = plan.StepOn(Examples(100, blueprint.Networks.Shape), [.. Enumerable.Range(0, count)], new Moment(0, 100), 5, team);
                all.AddRange([.. plan.Parameters.SelectMany(parameter => parameter.Gradient.Span.ToArray()), .. figures.Select(figure => (float)figure),
                    .. HiddenLayerCases.Buffers(model)]);
            }

            Assert.All(all, number => Assert.True(float.IsFinite(number)));
            first ??= [.. all];
            Assert.Equal(first, all);
        }
    }
}
