using Hourglass.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Tests.Training;

/// <summary>The optimizer against libtorch's own.</summary>
public sealed class OptimizerTests
{
    // Lengths below, at and above a vector's width, and one in several chunks.
    private static readonly long[][] Shapes = [[1], [3, 5], [8], [17], [70_001]];

    public static TheoryData<OptimizerKind, double, double> Kinds => new(
        from kind in Enum.GetValues<OptimizerKind>()
        from setting in new[] { (0.0, 0.0), (0.1, 0.0), (0.05, 2.0) }
        select (kind, setting.Item1, setting.Item2));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Twenty_steps_agree_with_libtorch(OptimizerKind kind, double decay, double clip)
    {
        const double Rate = 0.01;
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        Parameter[] ours = [.. Shapes.Select(shape => nn.Parameter(randn(shape, generator: random)))];
        Parameter[] theirs = [.. ours.Select(parameter => nn.Parameter(parameter.detach().clone()))];
        var optimizer = new Hourglass.Training.Optimizer(
            ours.Select((parameter, i) => ($"p{i}", parameter)),
            new TrainingOptions { Optimizer = kind, WeightDecay = decay, Clip = clip });
        using var reference = Reference(kind, theirs, Rate, decay);
        for (var step = 0; step < 20; step++)
        {
            using var inner = NewDisposeScope();
            // Of changing size, so that clipping takes hold at some steps and not at others.
            var size = step % 3 == 0 ? 1e-3 : 1;
            for (var i = 0; i < ours.Length; i++)
            {
                var gradient = randn(Shapes[i], generator: random) * size;
                ours[i].grad = gradient.MoveToOuterDisposeScope();
                theirs[i].grad = gradient.clone().MoveToOuterDisposeScope();
            }

            var norm = clip > 0 ? nn.utils.clip_grad_norm_(theirs, clip) : double.NaN;
            reference.step();
            Assert.Equal(norm, optimizer.Step(Rate), 1e-4 * Math.Max(1, Math.Abs(double.IsNaN(norm) ? 0 : norm)));
        }

        for (var i = 0; i < ours.Length; i++)
            Assert.True((ours[i] - theirs[i]).abs().max().item<float>() < 2e-5,
                $"{kind}: tensor {i} is off by {(ours[i] - theirs[i]).abs().max().item<float>()}.");
        Assert.Equal(20, optimizer.Steps);
        Assert.All(ours, parameter => Assert.Null(parameter.grad));
    }

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Adamax)]
    public void Betas_and_epsilon_are_those_of_libtorch(OptimizerKind kind)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var ours = nn.Parameter(randn(17, generator: random));
        var theirs = nn.Parameter(ours.detach().clone());
        var optimizer = new Hourglass.Training.Optimizer([("p", ours)],
            new TrainingOptions { Optimizer = kind, AdamBeta1 = 0.99, AdamBeta2 = 0.9, AdamEpsilon = 0.3 });
        using OptimizerHelper reference = kind == OptimizerKind.Adam
            ? optim.Adam([theirs], 0.01, 0.99, 0.9, 0.3)
            : optim.Adamax([theirs], 0.01, 0.99, 0.9, 0.3);
        for (var step = 0; step < 20; step++)
        {
            var gradient = randn(17, generator: random);
            ours.grad = gradient;
            theirs.grad = gradient.clone();
            optimizer.Step(0.01);
            reference.step();
        }

        Assert.True((ours - theirs).abs().max().item<float>() < 1e-6);
    }

    [Fact]
    public void Centred_rmsprop_agrees_with_libtorch_and_not_with_the_uncentred_one()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var start = randn(70_001, generator: random);
        Parameter[] ours = [nn.Parameter(start.clone()), nn.Parameter(start.clone())];
        var theirs = nn.Parameter(start.clone());
        Hourglass.Training.Optimizer[] optimizers = [.. new[] { true, false }.Select((centred, i) =>
            new Hourglass.Training.Optimizer([("p", ours[i])],
                new TrainingOptions { Optimizer = OptimizerKind.RmsProp, RmsPropCentered = centred, WeightDecay = 0.05 }))];
        using var reference = optim.RMSProp([theirs], 0.01, alpha: 0.99, weight_decay: 0.05, centered: true);
        for (var step = 0; step < 20; step++)
        {
            // A mean away from 0, which is what centring takes off.
            var gradient = randn(70_001, generator: random) + 1;
            foreach (var parameter in ours) parameter.grad = gradient.clone();
            theirs.grad = gradient.clone();
            foreach (var optimizer in optimizers) optimizer.Step(0.01);
            reference.step();
        }

        Assert.True((ours[0] - theirs).abs().max().item<float>() < 2e-5);
        Assert.True((ours[1] - theirs).abs().mean().item<float>() > 1e-3);
        Assert.Equal(["p.first", "p.second"], optimizers[0].State.Select(state => state.Name));
        Assert.Equal(["p.second"], optimizers[1].State.Select(state => state.Name));
    }

    [Fact]
    public void Clipping_scales_the_whole_gradient_to_the_limit()
    {
        using var scope = NewDisposeScope();
        Parameter[] parameters = [nn.Parameter(zeros(2)), nn.Parameter(zeros(1))];
        var optimizer = new Hourglass.Training.Optimizer(
            parameters.Select((parameter, i) => ($"p{i}", parameter)),
            new TrainingOptions { Optimizer = OptimizerKind.Sgd, Clip = 1 });
        parameters[0].grad = tensor(new[] { 3f, 0 });
        parameters[1].grad = tensor(new[] { 4f });
        Assert.Equal(5, optimizer.Step(1), 1e-6);
        Assert.Equal([-0.6f, 0], parameters[0].data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(-0.8f, parameters[1].item<float>(), 1e-6);
    }

    [Fact]
    public void A_weight_without_a_gradient_stays()
    {
        using var scope = NewDisposeScope();
        Parameter[] parameters = [nn.Parameter(ones(9)), nn.Parameter(ones(9))];
        var optimizer = new Hourglass.Training.Optimizer(
            parameters.Select((parameter, i) => ($"p{i}", parameter)),
            new TrainingOptions { WeightDecay = 0.1, Clip = 1 });
        parameters[1].grad = ones(9);
        optimizer.Step(0.1);
        Assert.True(parameters[0].eq(1).all().item<bool>());
        Assert.True(parameters[1].lt(1).all().item<bool>());
    }

    private static OptimizerHelper Reference(OptimizerKind kind, Parameter[] parameters, double rate, double decay) => kind switch
    {
        OptimizerKind.Adam => optim.Adam(parameters, rate, weight_decay: decay),
        OptimizerKind.AdamW => optim.AdamW(parameters, rate, weight_decay: decay),
        OptimizerKind.Adamax => optim.Adamax(parameters, rate, weight_decay: decay),
        OptimizerKind.Sgd => optim.SGD(parameters, rate, momentum: 0.9, weight_decay: decay),
        _ => optim.RMSProp(parameters, rate, alpha: 0.99, weight_decay: decay),
    };
}
