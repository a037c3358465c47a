using Hourglass.Codes;
using Hourglass.Objectives;
using Hourglass.Schedules;
using Hourglass.Tests.Objectives;
using static TorchSharp.torch;

namespace Hourglass.Tests.Schedules;

public sealed class ScheduleTests
{
    private static readonly Networks Small = Networks.Dense(Hourglass.Data.DataShape.Row(6), [4], 2);

    [Fact]
    public void A_ramp_goes_from_one_value_to_the_other_and_stays()
    {
        double[] epochs = [0, 2, 4, 8, 9, double.PositiveInfinity];
        Assert.Equal([1, 2, 3, 5, 5, 5], epochs.Select(new Ramp(1, 5, 8).At));
        Assert.Equal([5, 4, 3, 1, 1, 1], epochs.Select(new Ramp(5, 1, 8).At));
        Assert.Equal([1, 1 + (2 * (1 - Math.Sqrt(0.5))), 3, 5, 5, 5], epochs.Select(new Ramp(1, 5, 8, RampShape.Cosine).At), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([5, 5, 5], new Schedule[] { new Ramp(1, 5, 0), new Warmup(5, 0), new Annealing(1, 5, 0) }.Select(schedule => schedule.At(0)));
    }

    [Fact]
    public void Annealing_changes_by_the_same_factor_in_each_epoch_and_stays()
    {
        double[] epochs = [0, 1, 2, 3, 4, double.PositiveInfinity];
        Assert.Equal([16, 8, 4, 2, 2, 2], epochs.Select(new Annealing(16, 2, 3).At), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0, 1, 2, 3, 3, 3], epochs.Select(new Warmup(3, 3).At));
    }

    [Fact]
    public void A_cyclic_weight_rises_and_stays_as_long_several_times()
    {
        double[] epochs = [0, 1, 2, 3, 3.999, 4, 5, 6, 7.5, 8, 100, double.PositiveInfinity];
        Assert.Equal([0, 1.5, 3, 3, 3, 0, 1.5, 3, 3, 3, 3, 3], epochs.Select(new Cyclic(3, 2, 2).At));
    }

    [Fact]
    public void Warm_up_and_cycles_reach_the_weight_of_the_kl()
    {
        Assert.Equal(new Constant(1), Weight(Recipes.Vae(Small)));
        Assert.Equal(new Warmup(1, 3), Weight(Recipes.Vae(Small, warmup: 3)));
        Assert.Equal(new Cyclic(1, 3, 4), Weight(Recipes.Vae(Small, warmup: 3, cycles: 4)));
        Assert.Equal(new Cyclic(6, 3, 4), Weight(Recipes.BetaVae(Small, beta: 6, warmup: 3, cycles: 4)));
        Assert.Contains("warmup", Assert.Throws<UsageException>(() => Recipes.Vae(Small, cycles: 4)).Message, StringComparison.Ordinal);

        static Schedule Weight(Blueprint blueprint) => blueprint.Terms.OfType<Kl>().Single().Weight;
    }

    [Fact]
    public void The_capacity_term_is_the_distance_of_the_mean_kl_from_the_capacity_of_the_moment()
    {
        using var scope = NewDisposeScope();
        using var model = Recipes.CapacityVae(Small, capacity: 4, epochs: 4).Build(1);
        var term = Assert.Single(model.Blueprint.Terms.OfType<KlCapacity>());
        Assert.Equal([0, 4, 8, 8], new[] { 0, 2, 4, double.PositiveInfinity }.Select(term.Capacity.At));
        var pass = TestPass.Of(model, Drawn.Uniform([5, 6]));
        var code = (GaussianCode)pass.Code;
        var value = term.Evaluate(code, pass);
        Assert.Equal([5L], value.shape);
        Assert.Equal(Math.Abs(Kl.PerDimension(code).sum(1).mean().item<float>() - 8), value[3].item<float>(), 1e-5);
    }

    [Fact]
    public void The_default_capacity_leaves_room_for_a_code()
    {
        var term = Recipes.CapacityVae(Small).Terms.OfType<KlCapacity>().Single();
        Assert.Equal(3, term.Capacity.At(double.PositiveInfinity));
        Assert.True(term.Capacity.At(1) > 0);
    }
}
