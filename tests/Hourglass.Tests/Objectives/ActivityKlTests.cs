using Hourglass.Codes;
using Hourglass.Native;
using Hourglass.Objectives;
using static TorchSharp.torch;

namespace Hourglass.Tests.Objectives;

public sealed class ActivityKlTests
{
    static ActivityKlTests() => TorchRuntime.Initialize();

    [Fact]
    public void It_is_the_divergence_of_the_mean_activities()
    {
        using var scope = NewDisposeScope();
        double[,] activity = { { 0.1, 0.9 }, { 0.3, 0.5 }, { 0.2, 0.4 } };
        var expected = Divergence(0.05, 0.2) + Divergence(0.05, 0.6);
        Assert.All(Value(0.05, tensor(activity).logit()), nats => Assert.Equal(expected, nats, 1e-12));
    }

    [Fact]
    public void It_is_zero_when_the_mean_activity_is_the_target_and_positive_elsewhere()
    {
        using var scope = NewDisposeScope();
        var activity = tensor(new[,] { { 0.1, 0.2 }, { 0.3, 0.2 } });
        Assert.All(Value(0.2, activity.logit()), nats => Assert.Equal(0, nats, 1e-12));
        Assert.All(new[] { 0.01, 0.19, 0.21, 0.9 }, rho => Assert.True(Value(rho, activity.logit())[0] > 1e-5));
    }

    [Fact]
    public void It_stays_finite_for_units_that_are_always_on_or_off()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[,] { { 500f, -500f }, { 400f, -400f } }).requires_grad_();
        var nats = Term(0.1, logits);
        nats.sum().backward();
        // The mean of sigmoid(-500) and sigmoid(-400) is exp(-400) / 2: 0.9 (400 + log 2) of the first unit and 0.1 as much of the second.
        var entropy = 2 * ((0.1 * Math.Log(0.1)) + (0.9 * Math.Log(0.9)));
        Assert.Equal(entropy + 400 + Math.Log(2), nats[0].item<float>(), 1e-3);
        Assert.True(logits.grad!.isfinite().all().item<bool>());
    }

    private static double Divergence(double p, double q) => (p * Math.Log(p / q)) + ((1 - p) * Math.Log((1 - p) / (1 - q)));

    private static double[] Value(double rho, Tensor logits) => Term(rho, logits).data<double>().ToArray();

    private static Tensor Term(double rho, Tensor logits)
    {
        using var model = Recipes.KlSparse(Networks.Dense(Hourglass.Data.DataShape.Row(6), [], 2)).Build();
        return new ActivityKl(rho).Evaluate(new PointCode(logits.sigmoid(), logits), TestPass.Of(model, Drawn.Uniform([3, 6])));
    }
}
