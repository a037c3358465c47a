using Hourglass.Evaluation;
using Hourglass.Sweeps;
using Hourglass.Tests.Evaluation;

namespace Hourglass.Tests.Sweeps;

public sealed class HeldOutFiguresTests
{
    private static readonly SweepProtocol Protocol = new() { Validation = 0.1, NllSamples = 40 };

    [Fact]
    public void They_are_those_of_evaluate_with_the_likelihood_of_each_example()
    {
        using var model = LinearGaussian.Model(widening: 0, new CountingLoss());
        var held = HeldOutFigures.Of(model, LinearGaussian.Data, LinearGaussian.Data, 3, Protocol);
        Assert.Equal(LinearGaussian.Exact(), held.ExampleNats!.Average(nats => (double)nats), 1e-4);
        Assert.Equal((LinearGaussian.Data.Count, 3), (held.ExampleNats!.Count, held.Epochs));
        Assert.DoesNotContain(held.Warnings!, warning => warning.Contains("nll_samples", StringComparison.Ordinal));
        var expected = Evaluator.Evaluate(model, LinearGaussian.Data, LinearGaussian.Data,
            new EvaluationOptions { NllSamples = 40 }).Where(metric => held.Figures.ContainsKey(metric.Name)).ToArray();
        Assert.Equal(held.Figures.Count, expected.Length);
        Assert.All(expected, metric => Assert.Equal(metric.Value, held.Figures[metric.Name]));
    }

    [Fact]
    public void Few_draws_are_warned_of()
    {
        using var model = LinearGaussian.Model(widening: 4, new CountingLoss());
        Assert.Contains(HeldOutFigures.Of(model, LinearGaussian.Data, LinearGaussian.Data, 3, Protocol).Warnings!,
            warning => warning.Contains("raise nll_samples", StringComparison.Ordinal));
    }
}
