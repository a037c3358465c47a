using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Priors;
using Hourglass.Training;
using Hourglass.Training.Diagnostics;

namespace Hourglass.Tests.Training.Diagnostics;

/// <summary>Each check fires for a model that is truly so, and none for one that is well.</summary>
public sealed class DiagnosisTests
{
    private const int Size = 12;
    private const int Rank = 3;
    private static readonly TrainingOptions Options = new() { Epochs = 40, BatchSize = 40, LearningRate = 5e-3 };

    [Fact]
    public void A_beta_far_too_large_collapses_the_posterior()
    {
        var warning = Only(Recipes.BetaVae(Body(4), beta: 50, new Gaussian()), LowRank());
        Assert.Equal("posterior-collapse", warning.Code);
        Assert.Contains("0 of 4 latent dimensions", warning.Message.ToString(), StringComparison.Ordinal);
        Assert.Contains("beta", warning.Remedy.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Rank)]
    public void A_variational_model_whose_code_is_in_use_is_well(int latent) =>
        Assert.Empty(Warnings(Recipes.Vae(Body(latent), new Gaussian(0.3)), LowRank()));

    [Fact]
    public void A_linear_code_wider_than_the_data_is_told_its_rank()
    {
        var linear = Networks.Dense(DataShape.Row(Size), [], 8);
        foreach (var blueprint in new Blueprint[] { Recipes.Ae(linear, new Gaussian()), Recipes.Pca(DataShape.Row(Size), 8) })
        {
            var warning = Only(blueprint, LowRank());
            Assert.Equal("unused-dimensions", warning.Code);
            Assert.Contains("of 8 latent dimensions 3 carry information", warning.Message.ToString(), StringComparison.Ordinal);
            Assert.Contains("latent=3", warning.Remedy.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Latent_dimensions_that_follow_the_prior_are_counted()
    {
        var warning = Only(Recipes.Vae(Body(10), new Gaussian(0.3)), LowRank(), Options with { Epochs = 120 });
        Assert.Equal("unused-dimensions", warning.Code);
        Assert.Matches("of 10 latent dimensions [3-5] carry information", warning.Message.ToString());
    }

    [Fact]
    public void A_code_that_the_data_fills_is_well()
    {
        Assert.Empty(Warnings(Recipes.Ae(Networks.Dense(DataShape.Row(Size), [], Rank), new Gaussian()), LowRank()));
        Assert.Empty(Warnings(Recipes.Pca(DataShape.Row(Size), Rank), LowRank()));
        Assert.Empty(Warnings(Recipes.Ae(Body(6), new Gaussian()), Noise()));
    }

    [Fact]
    public void Relu_units_that_a_penalty_has_silenced_are_dead()
    {
        var warnings = Warnings(Recipes.Sparse(Body(6), rate: 300, new Gaussian()), LowRank());
        var warning = Assert.Single(warnings, one => one.Code == "dead-units");
        Assert.Contains("6 of 6 units", warning.Message.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(warnings, one => one.Code == "unused-dimensions");
    }

    [Fact]
    public void A_sparse_code_whose_units_all_fire_at_times_is_well() =>
        Assert.Empty(Warnings(Recipes.Sparse(Body(6), rate: 0.01, new Gaussian()), LowRank()));

    [Theory]
    [InlineData(0.01, true)]
    [InlineData(1, false)]
    public void Entries_of_a_codebook_that_lie_far_from_the_codes_are_dead(double spread, bool isDead)
    {
        var blueprint = new Blueprint<QuantizedCode>
        {
            Model = "symbols",
            Networks = Networks.Dense(DataShape.Row(Size), [], 1),
            Code = new SymbolSpec(8, spread),
            Loss = new Gaussian(),
            Prior = new FittedNormal(),
            Objective = [new Reconstruction()],
            Phases = [],
        };
        using var model = blueprint.Build(2);
        var warnings = Diagnosis.Of(model, Noise(), 1).Where(one => one.Code == "dead-entries").ToArray();
        if (isDead)
            Assert.Contains("of 8 entries of the codebook are picked by none of 400 examples", Assert.Single(warnings).Message.ToString(),
                StringComparison.Ordinal);
        else Assert.Empty(warnings);

        // Two examples cannot pick eight entries.
        Assert.DoesNotContain(Diagnosis.Of(model, Noise().First(2), 1), one => one.Code == "dead-entries");
    }

    [Fact]
    public void A_decoder_whose_mean_ends_before_the_data_does_is_named()
    {
        var warning = Assert.Single(Warnings(Recipes.Ae(Body(Rank), new SquashedGaussian()), LowRank(3)), one => one.Code == "decoder-range");
        Assert.Contains("press against the bounds -1 and 1", warning.Message.ToString(), StringComparison.Ordinal);
        Assert.Contains("squashedgaussian", warning.Message.ToString(), StringComparison.Ordinal);
        Assert.Empty(Warnings(Recipes.Ae(Body(Rank), new SquashedGaussian()), LowRank(0.1f)));
    }

    [Fact]
    public void The_largest_mean_of_a_few_rows_is_no_bound_of_the_gaussian_loss()
    {
        // One row in nine stands out, and an untrained decoder gives all of them one mean.
        var rows = new FloatExamples([.. Enumerable.Range(0, 9 * Size).Select(i => i < Size ? 3f : 0f)], DataShape.Row(Size));
        Assert.DoesNotContain(Warnings(Recipes.Ae(Body(Rank), new Gaussian()), rows, Options with { Epochs = 1, LearningRate = 1e-9 }),
            one => one.Message.ToString().Contains("bounds", StringComparison.Ordinal));
    }

    [Fact]
    public void Data_far_from_where_the_weights_start_is_named()
    {
        var rows = LowRank().ToArray();
        var far = new FloatExamples([.. rows.Select(value => value + 5000)], DataShape.Row(Size));
        var warning = Assert.Single(Warnings(Recipes.Ae(Body(Rank), new Gaussian()), far, Options with { Epochs = 1 }), one => one.Code == "decoder-range");
        Assert.Contains("scale=standard", warning.Remedy.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_near_where_the_weights_start_is_not_told_to_be_scaled()
    {
        var pixels = new FloatExamples([.. Enumerable.Range(0, 100 * Size).Select(i => i * 7 % 5 % 2f)], DataShape.Row(Size));
        var warning = Assert.Single(Warnings(Recipes.Ae(Body(Rank), new Gaussian()), pixels, Options with { Epochs = 1, LearningRate = 1e-9 }),
            one => one.Code == "decoder-range");
        Assert.DoesNotContain("far from", warning.Message.ToString(), StringComparison.Ordinal);
        Assert.Equal("Train longer; where the loss no longer falls, with a smaller learning rate.", warning.Remedy.ToString());
    }

    [Theory]
    [InlineData(1e-7)]
    [InlineData(1e-5)]
    public void A_term_too_small_to_pull_is_named(double weight)
    {
        var sparse = Assert.Single(Warnings(Recipes.Sparse(Body(Rank), weight, new Gaussian(), Activation.Linear), LowRank()));
        Assert.Equal("outweighed-term", sparse.Code);
        Assert.Contains("sparsity pulls at the weights", sparse.Message.ToString(), StringComparison.Ordinal);
        var variational = Assert.Single(Warnings(Recipes.BetaVae(Body(Rank), weight, new Gaussian()), LowRank()));
        Assert.Contains("kl pulls at the weights", variational.Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_are_reported_as_events_when_somebody_listens()
    {
        List<RunEvent> events = [];
        using var model = await Trainer.FitAsync(Recipes.BetaVae(Body(4), beta: 50, new Gaussian()), LowRank(), Options, report: events.Add,
            cancellation: TestContext.Current.CancellationToken);
        Assert.IsType<TrainingWarned>(events[^1]);
        Assert.IsType<RunStopped>(events[^2]);
    }

    private static TrainingWarning Only(Blueprint blueprint, Examples examples, TrainingOptions? options = null) =>
        Assert.Single(Warnings(blueprint, examples, options));

    private static IReadOnlyList<TrainingWarning> Warnings(Blueprint blueprint, Examples examples, TrainingOptions? options = null)
    {
        using var run = TrainingRun.Finished(blueprint, examples, options ?? Options);
        return run.Trainer.Diagnose();
    }

    private static Networks Body(int latent) => Networks.Dense(DataShape.Row(Size), [24], latent, Activation.Tanh);

    /// <summary>400 rows of 12 numbers around 0 that three numbers decide.</summary>
    private static FloatExamples LowRank(float scale = 1)
    {
        var random = new Random(4);
        var loadings = Enumerable.Range(0, Rank * Size).Select(_ => (random.NextSingle() * 2) - 1).ToArray();
        var values = new float[400 * Size];
        for (var i = 0; i < 400; i++)
        {
            var factors = Enumerable.Range(0, Rank).Select(_ => (random.NextSingle() * 4) - 2).ToArray();
            for (var j = 0; j < Size; j++) values[(i * Size) + j] = scale * Enumerable.Range(0, Rank).Sum(k => factors[k] * loadings[(k * Size) + j]);
        }

        return new FloatExamples(values, DataShape.Row(Size));
    }

    /// <summary>400 rows of 12 numbers that are all their own.</summary>
    private static FloatExamples Noise()
    {
        var random = new Random(5);
        return new FloatExamples([.. Enumerable.Range(0, 400 * Size).Select(_ => (random.NextSingle() * 2) - 1)], DataShape.Row(Size));
    }
}
