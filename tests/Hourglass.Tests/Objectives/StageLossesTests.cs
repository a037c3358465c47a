using Hourglass.Data;
using Hourglass.Objectives;
using Hourglass.Schedules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Tests.Objectives;

/// <summary>The weighted sums of the terms of each player, and whose weights they change.</summary>
public sealed class StageLossesTests
{
    private const double Exactly = 1e-12;

    [Fact]
    public void The_loss_is_the_weighted_sum_of_the_means_of_the_terms_and_the_figures_are_unweighted()
    {
        using var scope = NewDisposeScope();
        var stage = new Terms(new StagePlayer([], [new("one", 2), new("two", new Warmup(8, 4)), new("three", 0)]));
        var losses = new StageLosses(stage, [[Values(1, 3), Values(10, 20), Values(5, 7)]], epoch: 1);
        Assert.Equal(["loss_nats", "one", "two", "three"], stage.Metrics);
        Assert.Equal([(2 * 2) + (2 * 15), 2, 15, 6], losses.Figures);
        Assert.Equal([(2 * 2) + (8 * 15), 2, 15, 6], new StageLosses(stage, [[Values(1, 3), Values(10, 20), Values(5, 7)]], epoch: 9).Figures);
    }

    [Fact]
    public void Only_the_first_players_loss_is_reported_and_the_terms_of_all()
    {
        using var scope = NewDisposeScope();
        var stage = new Terms(new StagePlayer([], [new("one", 2)]), new StagePlayer([], [new("critic_one", 3), new("critic_two", 1)]));
        var losses = new StageLosses(stage, [[Values(1, 3)], [Values(10, 20), Values(5, 7)]], epoch: 0);
        Assert.Equal(["loss_nats", "one", "critic_one", "critic_two"], stage.Metrics);
        Assert.Equal([4, 2, 15, 6], losses.Figures);
    }

    [Fact]
    public void Epochs_are_compared_by_the_final_weights_of_the_first_players_terms()
    {
        var stage = new Terms(new StagePlayer([], [new("one", 2), new("two", new Ramp(8, 0.5, 4))]), new StagePlayer([], [new("critic", 100)]));
        Assert.Equal((2 * 3) + (0.5 * 5), stage.FinalLoss([1000, 3, 5, 7]), Exactly);
    }

    [Fact]
    public void Every_players_loss_must_be_a_number()
    {
        using var scope = NewDisposeScope();
        foreach (var bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            Assert.False(Losses(Values(1, bad), Values(1)).AreFinite);
            Assert.False(Losses(Values(1), Values(bad, 1)).AreFinite);
            Assert.False(Losses(Values(1), Values(bad, 1).to_type(ScalarType.Float32)).AreFinite);
        }

        Assert.True(Losses(Values(1), Values(2).to_type(ScalarType.Float32)).AreFinite);

        StageLosses Losses(Tensor first, Tensor second) =>
            new(new Terms(new StagePlayer([], [new("one", 1)]), new StagePlayer([], [new("two", 1)])), [[first], [second]], epoch: 0);
    }

    [Fact]
    public void A_single_players_gradient_is_that_of_the_weighted_sum()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Weight(3), Weight(5));
        var stage = new Terms(new StagePlayer([a, b], [new("one", 2), new("two", 7)]));

        // 2 mean(a, 3a) + 7 mean(ab, ab): 4 + 7b to a, 7a to b.
        new StageLosses(stage, [[stack([a, a * 3]), stack([a * b, a * b])]], epoch: 0).Backward();
        Assert.Equal(4 + 35, a.grad!.item<double>(), Exactly);
        Assert.Equal(21, b.grad!.item<double>(), Exactly);
    }

    [Fact]
    public void Each_player_learns_by_its_own_loss_alone()
    {
        using var scope = NewDisposeScope();
        var (mine, yours, idle) = (Weight(3), Weight(5), Weight(1));
        var stage = new Terms(new StagePlayer([mine], [new("one", 2)]), new StagePlayer([yours, idle], [new("two", -1)]));
        var product = (mine * yours).unsqueeze(0);
        new StageLosses(stage, [[product], [product * yours]], epoch: 0).Backward();
        Assert.Equal(2 * 5, mine.grad!.item<double>(), Exactly);
        Assert.Equal(-2 * 3 * 5, yours.grad!.item<double>(), Exactly);
        Assert.True(idle.grad is null || idle.grad.IsInvalid);
    }

    private static Tensor Values(params double[] values) => tensor(values);

    private static Parameter Weight(double value) => nn.Parameter(tensor(value));

    /// <summary>Players whose terms the test computes itself.</summary>
    private sealed class Terms(params StagePlayer[] players) : Stage(1)
    {
        public override IReadOnlyList<StagePlayer> Players => players;

        public override IReadOnlyList<IReadOnlyList<Tensor>> Evaluate(Batch clean, Moment moment, Generator random) => throw new NotSupportedException();
    }
}
