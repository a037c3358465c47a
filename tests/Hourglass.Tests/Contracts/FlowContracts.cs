using Hourglass.Flows;
using static TorchSharp.torch;

namespace Hourglass.Tests.Contracts;

/// <summary>
/// What every flow of the library must hold, found by reflection: it counts its density, so that the weight p(x, z) / q(z|x) is p(x)
/// on average, and what moves points without chance has the log-Jacobian it tells and an inverse.
/// </summary>
public sealed class FlowContracts
{
    private static readonly Type[] Types = [.. typeof(Flow).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(Flow)))];

    public static TheoryData<string> All => [.. Types.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void The_weight_is_the_likelihood_on_average(string name)
    {
        const int Particles = 3000;
        const int Passes = 4;
        using var scope = NewDisposeScope();
        using var linear = new FlowCase([Default(name), Default(name)]);
        using var frozen = no_grad();
        var exact = linear.Exact().unsqueeze(1);
        List<Tensor> all = [];
        for (ulong seed = 0; seed < Passes; seed++)
            all.Add((Objectives.TestPass.Of(linear.Model, linear.Rows, Particles, seed).LogWeight.reshape(3, Particles) - exact).exp());
        var ratios = cat(all, 1);
        var errors = ratios.std(1) / Math.Sqrt(Particles * Passes);
        foreach (var (mean, error) in ratios.mean([1L]).data<double>().ToArray().Zip(errors.data<double>().ToArray()))
        {
            Assert.InRange(error, 1e-5, 0.04);
            Assert.Equal(1, mean, 4 * error);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_log_jacobian_of_a_map_without_chance_is_that_of_autograd(string name)
    {
        using var scope = NewDisposeScope();
        using var linear = new FlowCase([Default(name)], latent: 3);
        if (!IsMap(linear)) return;
        var points = Points(linear, 1.5);
        var jacobian = FlowCase.Jacobian(Map(linear), points);
        var told = Push(linear, points).LogJacobian;
        Assert.Equal([3L], told.shape);
        Assert.Equal(linalg.slogdet(jacobian).Item2.data<double>().ToArray(), told.data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.True(linalg.slogdet(jacobian).Item1.gt(0).all().item<bool>());
        Assert.True(told.abs().max().item<double>() > 1e-3, "The flow stretches nothing.");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_map_without_chance_can_be_undone(string name)
    {
        using var scope = NewDisposeScope();
        using var linear = new FlowCase([Default(name)], latent: 3);
        if (!IsMap(linear)) return;
        var points = Points(linear, 1.5);
        var map = Map(linear);
        var goal = map(points);

        // Newton's method along the straight line from the image of a wrong guess to the goal: a map without folds leads back to the point.
        var guess = Points(linear, 1, seed: 8);
        var from = map(guess);
        for (var step = 1; step <= 60; step++)
        {
            var wanted = lerp(from, goal, Math.Min(1, step / 50.0));
            guess = (guess - linalg.solve(FlowCase.Jacobian(map, guess), (map(guess) - wanted).unsqueeze(2)).squeeze(2)).detach();
        }

        Assert.True((guess - points).abs().max().item<double>() < 1e-8, $"{name} leads from two points to the same.");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Points_are_carried_on_without_chance(string name)
    {
        using var scope = NewDisposeScope();
        using var linear = new FlowCase([Default(name)]);
        using var frozen = no_grad();
        var points = Points(linear, 1).narrow(1, 0, 2);
        using var one = new Generator(1);
        using var two = new Generator(2);
        var flow = linear.Model.Modules.Flows[0];
        var located = flow.Locate(points, linear.Context(linear.Rows, one));
        Assert.True(located.eq(flow.Locate(points, linear.Context(linear.Rows, two))).all().item<bool>());
        Assert.False(located.allclose(points), "The flow moves nothing.");
        Assert.True(located.isfinite().all().item<bool>());
    }

    private static Flow Default(string name)
    {
        var constructor = Types.Single(type => type.Name == name).GetConstructors().Single();
        return (Flow)constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.DefaultValue)]);
    }

    private static bool IsMap(FlowCase linear)
    {
        var points = Points(linear, 1);
        return Push(linear, points, 1).Latent.eq(Push(linear, points, 2).Latent).all().item<bool>();
    }

    private static Tensor Points(FlowCase linear, double spread, ulong seed = 6)
    {
        using var random = new Generator(seed);
        return randn(linear.Rows.shape[0], 3, dtype: float64, generator: random) * spread;
    }

    private static Func<Tensor, Tensor> Map(FlowCase linear) => points => Push(linear, points).Latent;

    private static Pushed Push(FlowCase linear, Tensor points, ulong seed = 1)
    {
        using var random = new Generator(seed);
        return linear.Model.Modules.Flows[0].Push(points, linear.Context(linear.Rows, random));
    }
}
