using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Tests.Objectives;

/// <summary>Critics find the log-ratios they stand for, and players keep to what they own.</summary>
public sealed class CriticTests
{
    private const int Count = 512;
    private static readonly DataShape Shape = DataShape.Row(6);

    [Fact]
    public void The_trained_critic_of_permuted_codes_tells_the_total_correlation()
    {
        const double Correlation = 0.8;
        using var scope = NewDisposeScope();
        using var model = Recipes.FactorVae(Networks.Dense(Shape, [4], 2), criticHidden: [64, 64]).Build(1);
        Tensor Draw(Generator random)
        {
            var noise = randn(Count, 2, generator: random);
            var (x, y) = (noise.select(1, 0), noise.select(1, 1));
            return stack([x, (x * Correlation) + (y * 0.6)], 1);
        }

        Train(model, new PermutationTest(), Draw);
        using var random = new Generator(99);
        var latent = Draw(random);
        var rest = 1 - (Correlation * Correlation);
        var (a, b) = (latent.select(1, 0), latent.select(1, 1));
        var expected = (((a.square() + b.square()) * (Correlation * Correlation)) - (a * b * (2 * Correlation))) * (-0.5 / rest) - (0.5 * Math.Log(rest));
        var found = new CriticTotalCorrelation().Evaluate(new PointCode(latent), PassAt(model, latent, random)).detach();
        Assert.True((found - expected).square().mean().item<float>() < 0.1 * expected.var().item<float>(), "The log-ratio is another.");
        Assert.Equal(-0.5 * Math.Log(rest), found.mean().item<float>(), 0.12);
    }

    [Fact]
    public void The_trained_critic_of_codes_tells_the_log_ratio_of_the_prior_to_the_codes()
    {
        // log N(z; 0, 1) - log N(z; 1, 1) = 1/2 - z.
        using var scope = NewDisposeScope();
        using var model = Recipes.Aae(Networks.Dense(Shape, [4], 1), criticHidden: [32]).Build(1);
        Train(model, new Discrimination(), random => randn(Count, 1, generator: random) + 1);
        var latent = linspace(-1, 2, 13).unsqueeze(1);
        var critic = model.Modules.Critic!;
        var found = critic.Logit(critic.Features(latent));
        Assert.True((found - (0.5 - latent.squeeze(1))).abs().max().item<float>() < 0.3);
    }

    [Fact]
    public void A_critic_that_cannot_tell_loses_log_two_and_gives_no_total_correlation()
    {
        using var scope = NewDisposeScope();
        foreach (var blueprint in new Blueprint[] { Recipes.FactorVae(Networks.Dense(Shape, [4], 2)), Recipes.Aae(Networks.Dense(Shape, [4], 2)), Recipes.VaeGan(Networks.Dense(Shape, [4], 2)) })
        {
            using var model = blueprint.Build(1);
            using (no_grad())
            {
                foreach (var weight in model.Modules.Critic!.parameters()) weight.zero_();
            }

            var losses = Losses(model, new ObjectiveStage(model, 1));
            var figures = new ObjectiveStage(model, 1).Metrics.Zip(losses.Figures).ToDictionary(pair => pair.First, pair => pair.Second,
                StringComparer.Ordinal);
            Assert.Equal(Math.Log(2), figures["critic_cross_entropy_nats"], 1e-6);
            if (figures.TryGetValue("total_correlation_nats", out var correlation)) Assert.Equal(0, correlation);
            foreach (var name in new[] { "encoder_deception_nats", "decoder_deception_nats" })
            {
                if (figures.TryGetValue(name, out var deception)) Assert.Equal(Math.Log(2), deception, 1e-6);
            }
        }
    }

    [Theory]
    [InlineData("factor-vae")]
    [InlineData("aae")]
    [InlineData("vae-gan")]
    [InlineData("piwae")]
    public void A_players_objective_changes_the_gradients_of_its_own_parts_alone(string id)
    {
        using var scope = NewDisposeScope();
        var recipe = Catalog.Find(id);
        using var model = recipe.ToBlueprint(recipe.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["hidden"] = "[8]", ["latent"] = "2" }),
            new DataTraits(Shape, true)).Build(2);
        var stage = new ObjectiveStage(model, 1);
        Assert.True(stage.Players.Count > 1);
        var before = Gradients(stage);
        for (var player = 0; player < stage.Players.Count; player++)
        {
            var after = Gradients(new Louder(stage, player));
            var owned = stage.Players[player].Owns.Select(parameter => parameter.Handle).ToHashSet();
            foreach (var (name, parameter) in model.Modules.named_parameters())
            {
                var factor = owned.Contains(parameter.Handle) ? 3 : 1;
                var expected = before[name] * factor;
                Assert.True(after[name].allclose(expected, 1e-3, 1e-4 * expected.abs().max().item<float>()), $"{name} for player {player}");
            }
        }

        Dictionary<string, Tensor> Gradients(Stage one)
        {
            Losses(model, one).Backward();
            var gradients = model.Modules.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad!.clone(), StringComparer.Ordinal);
            foreach (var parameter in model.Modules.parameters()) parameter.grad = null;
            return gradients;
        }
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    public void The_critic_rests_while_its_mean_error_is_below_the_limit(int side, bool learns)
    {
        using var scope = NewDisposeScope();
        using var model = Recipes.Aae(Networks.Dense(Shape, [4], 2)).Build(1);
        var weights = model.Modules.Critic!.parameters().ToArray();
        var (always, expected) = Evaluate(new Discrimination());
        var (value, gradients) = Evaluate(new Discrimination(always.mean().item<float>() - (side * 0.01)));
        Assert.True(value.allclose(always));
        for (var i = 0; i < weights.Length; i++)
        {
            Assert.True(expected[i].abs().max().item<float>() > 0);
            Assert.True(gradients[i].allclose(learns ? expected[i] : zeros_like(expected[i])));
        }

        (Tensor Value, Tensor[] Gradients) Evaluate(Discrimination term)
        {
            foreach (var weight in weights) weight.grad = null;
            using var random = new Generator(3);
            var latent = Drawn.Normal([Count, 2]) + 1;
            var error = term.Evaluate(new PointCode(latent), PassAt(model, latent, random));
            error.mean().backward();
            return (error.detach(), [.. weights.Select(weight => weight.grad!.clone())]);
        }
    }

    [Fact]
    public void Permuting_keeps_each_dimensions_values_and_breaks_their_ties()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(5);
        var latent = arange(200, float32).unsqueeze(1).expand(200, 3);
        var permuted = PermutationTest.Permuted(latent, random);
        for (var i = 0; i < 3; i++) Assert.True(permuted.select(1, i).sort().Values.eq(latent.select(1, i)).all().item<bool>());
        Assert.True(permuted.select(1, 0).eq(permuted.select(1, 1)).sum().item<long>() < 10);
        Assert.True(permuted.select(1, 0).eq(latent.select(1, 0)).sum().item<long>() < 10);
    }

    [Fact]
    public void Features_are_compared_as_normal_variables()
    {
        using var scope = NewDisposeScope();
        using var model = Recipes.VaeGan(Networks.Dense(Shape, [4], 2), features: 5).Build(1);
        var pass = TestPass.Of(model, Drawn.Uniform([3, 6]));
        var critic = model.Modules.Critic!;
        var difference = critic.Features(pass.Target) - critic.Features(pass.Output.sigmoid());
        var scale = critic.Features(pass.Target).square().mean();
        var expected = (difference.square().sum(1) * 2 / scale) + (2.5 * Math.Log(2 * Math.PI / 4));
        Assert.True(new FeatureReconstruction(0.5).Evaluate(pass.Code, pass).allclose(expected));
    }

    [Fact]
    public void A_game_without_its_critic_is_refused()
    {
        var blueprint = Recipes.Aae(Networks.Dense(Shape, [4], 2));
        Assert.Contains("has none", Refusal(blueprint with { Critic = null }), StringComparison.Ordinal);
        var other = Recipes.FactorVae(Networks.Dense(Shape, [4], 2));
        Assert.Contains("No player owns the critic", Refusal(other with { Players = [] }), StringComparison.Ordinal);
        Assert.Contains("needs a critic of latent vectors",
            Refusal(other with { Critic = other.Critic! with { Judges = Hourglass.Critics.CriticInput.Example } }), StringComparison.Ordinal);
        Assert.Contains("critic_hidden is []", Assert.Throws<UsageException>(() => Recipes.Aae(Networks.Dense(Shape, [4], 2), criticHidden: [])).Message,
            StringComparison.Ordinal);

        static string Refusal(Blueprint blueprint) => Assert.Throws<UsageException>(() => blueprint.Build()).Message;
    }

    private static void Train(Autoencoder model, IObjectiveTerm<Code> term, Func<Generator, Tensor> draw)
    {
        using var random = new Generator(1);
        using var optimizer = optim.Adam(model.Modules.Critic!.parameters(), 0.005);
        for (var step = 0; step < 600; step++)
        {
            using var scope = NewDisposeScope();
            var latent = draw(random);
            optimizer.zero_grad();
            term.Evaluate(new PointCode(latent), PassAt(model, latent, random)).mean().backward();
            optimizer.step();
        }
    }

    /// <summary>A pass whose latent vectors are these.</summary>
    private static Pass PassAt(Autoencoder model, Tensor latent, Generator random)
    {
        var rows = zeros(latent.shape[0], Shape.Size);
        return new Pass(model, new PointCode(latent), new Batch(rows), rows, 1, new Moment(0, (int)latent.shape[0]), random);
    }

    private static StageLosses Losses(Autoencoder model, Stage stage)
    {
        using var random = Randomness.Generator(3, RandomPurpose.TrainingStep);
        using var rows = new Generator(8);
        return new StageLosses(stage, stage.Evaluate(new Batch(rand(12, model.Shape.Size, generator: rows)), new Moment(0, 12), random), 0);
    }

    /// <summary>A stage in which one player's terms weigh three times as much.</summary>
    private sealed class Louder(Stage stage, int player) : Stage(stage.Epochs)
    {
        public override IReadOnlyList<StagePlayer> Players => [.. stage.Players.Select((one, i) => i == player
            ? one with { Terms = [.. one.Terms.Select(term => term with { Weight = 3 * term.Weight.At(0) })] }
            : one)];

        public override IReadOnlyList<IReadOnlyList<Tensor>> Evaluate(Batch clean, Moment moment, Generator random) => stage.Evaluate(clean, moment, random);
    }

    [Fact]
    public void Without_pixels_gamma_weighs_the_decoders_objective_alone()
    {
        double Weight(IEnumerable<object> terms) => terms.OfType<FeatureReconstruction>().Single().Weight.At(0);
        var networks = Networks.Dense(Shape, [4], 2);
        var (paper, ours) = (Recipes.VaeGan(networks, pixels: 0, gamma: 0.2), Recipes.VaeGan(networks, pixels: 1, gamma: 0.2));
        Assert.Equal((1, 0.2), (Weight(paper.Objective), Weight(paper.Players[0].Objective)));
        Assert.Equal((0.2, 0.2), (Weight(ours.Objective), Weight(ours.Players[0].Objective)));
    }
}
