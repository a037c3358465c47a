using System.Text.Json;
using Hourglass.Data;
using Hourglass.Engines;
using Hourglass.Files;
using Hourglass.Layers;
using Hourglass.Objectives;
using Hourglass.Persistence;
using Hourglass.Tests.Contracts;
using Hourglass.Tests.Training;
using Hourglass.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests;

/// <summary>Normalisation and dropout of the hidden layers of dense, convolutional and residual networks.</summary>
public sealed class HiddenLayersTests
{
    private static readonly DataShape Picture = new(2, 7, 9);

    public static TheoryData<string, Normalization, double> Bodies => new(
        from body in new[] { "dense", "conv", "conv pool", "conv spatial", "residual rows", "residual picture", "residual spatial" }
        from layers in new[] { (Normalization.Layer, 0), (Normalization.Batch, 0), (Normalization.None, 0.3), (Normalization.Batch, 0.3) }
        select (body, layers.Item1, layers.Item2));

    [Theory]
    [MemberData(nameof(Bodies))]
    public void In_training_every_weight_has_a_gradient_which_equals_finite_differences(string body, Normalization normalization, double dropout)
    {
        using var scope = NewDisposeScope();
        using var model = Recipes.Ae(Body(body, normalization, dropout)).Build(5);
        model.Modules.to(ScalarType.Float64);
        model.Modules.train();
        var input = Drawn.Uniform([8, model.Shape.Size]).to_type(float64);
        Loss().backward();
        var parameters = model.Modules.named_parameters().ToArray();
        Assert.All(parameters, pair => Assert.True(pair.parameter.grad!.abs().max().item<double>() > 1e-9, $"{pair.name} has no gradient."));
        using var random = new Generator(11);
        using var frozen = no_grad();
        for (var trial = 0; trial < 3; trial++)
        {
            var directions = parameters.Select(pair => randn(pair.parameter.shape, dtype: float64, generator: random)).ToArray();
            var expected = parameters.Select((pair, i) => (pair.parameter.grad! * directions[i]).sum().item<double>()).Sum();
            Move(1e-6);
            var above = Loss().item<double>();
            Move(-2e-6);
            var below = Loss().item<double>();
            Move(1e-6);
            Assert.Equal(expected, (above - below) / 2e-6, 1e-5 * Math.Max(1, Math.Abs(expected)));

            void Move(double step)
            {
                for (var i = 0; i < directions.Length; i++) parameters[i].parameter.add_(directions[i], alpha: step);
            }
        }

        Tensor Loss()
        {
            using var draws = new Generator(3);
            return model.Evaluate(new Hourglass.Data.Batch(input), input, new Moment(0, 8), draws).Terms[0].mean();
        }
    }

    [Theory]
    [InlineData("dense")]
    [InlineData("conv")]
    [InlineData("conv spatial")]
    [InlineData("residual rows")]
    [InlineData("residual picture")]
    public void Weights_are_drawn_as_without_and_dropout_has_none(string body)
    {
        using var scope = NewDisposeScope();
        using var plain = Recipes.Ae(Body(body, Normalization.None, 0)).Build(5);
        using var thinned = Recipes.Ae(Body(body, Normalization.None, 0.5)).Build(5);
        Assert.Equal(TrainingRun.WeightsOf(plain), TrainingRun.WeightsOf(thinned));
        foreach (var normalization in new[] { Normalization.Layer, Normalization.Batch })
        {
            using var model = Recipes.Ae(Body(body, normalization, 0)).Build(5);
            var weights = TrainingRun.WeightsOf(model);
            var drawn = TrainingRun.WeightsOf(plain).Where(pair => pair.Key.EndsWith("weight", StringComparison.Ordinal)).ToArray();
            Assert.All(drawn, pair => Assert.Equal(pair.Value, weights[pair.Key]));
            Assert.All(weights.Where(pair => pair.Key.Contains("norm", StringComparison.Ordinal)), pair => Assert.Single(pair.Value.Distinct()));
        }
    }

    [Fact]
    public void Weights_in_front_of_batch_normalisation_have_no_bias()
    {
        Assert.Equal(["dense1.bias", "dense2.bias", "dense3.bias"], Biases("dense", Normalization.Layer));
        Assert.Equal(["dense3.bias"], Biases("dense", Normalization.Batch));
        Assert.Equal(["dense4.bias"], Biases("conv", Normalization.Batch));

        // A constant goes through the sums of all blocks to the normalisation behind them.
        Assert.Equal(["dense5.bias"], Biases("residual rows", Normalization.Batch));

        // Nor has a code that nothing but such a layer looks at.
        using var linear = Recipes.Ae(Body("dense", Normalization.Batch, 0)).Build();
        Assert.DoesNotContain("encoder.dense3.bias", linear.Modules.state_dict().Keys);
        using var sparse = Recipes.Sparse(Body("dense", Normalization.Batch, 0), 0.1, codeActivation: Activation.Linear).Build();
        Assert.Contains("encoder.dense3.bias", sparse.Modules.state_dict().Keys);

        string[] Biases(string body, Normalization normalization)
        {
            using var model = Recipes.Vae(Body(body, normalization, 0.1)).Build();
            return [.. model.Modules.Encoder.named_parameters().Select(pair => pair.name).Where(name => name.EndsWith("bias",
                StringComparison.Ordinal) && !name.Contains("norm", StringComparison.Ordinal))];
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Batch_normalisation_is_libtorchs_with_its_running_figures(bool maps)
    {
        using var scope = NewDisposeScope();
        long[] shape = maps ? [6, 5, 3, 4] : [6, 5];
        using var ours = new BatchNormalizationModule(5);
        using nn.Module<Tensor, Tensor> theirs = maps ? nn.BatchNorm2d(5) : nn.BatchNorm1d(5);
        for (var step = 0; step < 3; step++)
        {
            var input = (Drawn.Normal(shape) * (step + 1)) + step;
            Assert.True(ours.call(input).allclose(theirs.call(input)));
        }

        foreach (var name in new[] { "running_mean", "running_var" }) Assert.True(ours.get_buffer(name)!.allclose(theirs.get_buffer(name)!));
        ours.eval();
        theirs.eval();
        var seen = Drawn.Normal(shape);
        Assert.True(ours.call(seen).allclose(theirs.call(seen)));
        Assert.False(ours.call(seen).allclose(seen, 1e-2, 1e-2));
    }

    [Fact]
    public void Batch_normalisation_learns_no_figures_of_a_pass_without_gradients_or_of_one_number()
    {
        using var scope = NewDisposeScope();
        using var layer = new BatchNormalizationModule(3);
        var input = Drawn.Normal([8, 3]) * 4;
        var recorded = layer.call(input);
        var figures = layer.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone(), StringComparer.Ordinal);
        using (no_grad()) Assert.True(recorded.allclose(layer.call(input)));

        // One example has no variance: it is seen as outside training.
        var single = layer.call(input.narrow(0, 0, 1));
        layer.eval();
        Assert.True(single.allclose(layer.call(input).narrow(0, 0, 1)));
        Assert.All(layer.state_dict(), pair => Assert.True(Same(pair.Value, figures[pair.Key])));
    }

    [Fact]
    public void Layer_normalisation_takes_an_examples_units_or_its_channels_height_and_width()
    {
        using var scope = NewDisposeScope();
        using var layer = new LayerNormalizationModule(5);
        var rows = (Drawn.Normal([6, 5]) * 3) + 2;
        Assert.True(layer.call(rows).allclose(nn.functional.layer_norm(rows, [5]), 1e-4, 1e-5));
        var maps = (Drawn.Normal([6, 5, 3, 4]) * 3) + 2;
        Assert.True(layer.call(maps).allclose(nn.functional.layer_norm(maps, [5, 3, 4]), 1e-4, 1e-5));
        Assert.Equal(layer.call(maps).narrow(0, 2, 1).data<float>().ToArray(), layer.call(maps.narrow(0, 2, 1)).data<float>().ToArray(),
            (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Dropout_keeps_the_expectation_and_draws_from_the_generator_of_the_pass_alone()
    {
        using var scope = NewDisposeScope();
        using var layer = new DropoutModule(0.3);
        using var random = new Generator(4);
        var input = ones(200, 100);
        Assert.Throws<InvalidOperationException>(() => layer.call(input));
        layer.Random = random;
        var first = layer.call(input);
        var second = layer.call(input);
        random.manual_seed(4);
        Assert.True(Same(first, layer.call(input)));
        Assert.False(Same(first, second));
        Assert.Equal([0f, 1 / 0.7f], first.unique().output.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(1, first.mean().item<float>(), 0.02f);
        layer.eval();
        Assert.True(Same(layer.call(input), input));
    }

    [Theory]
    [InlineData("dense", Engine.Torch)]
    [InlineData("conv pool", Engine.Torch)]
    [InlineData("residual rows", Engine.Torch)]
    [InlineData("dense", Engine.Fused)]
    [InlineData("conv pool", Engine.Fused)]
    [InlineData("residual picture", Engine.Fused)]
    public void A_run_that_was_stopped_ends_as_if_it_never_had_been(string body, Engine engine)
    {
        using var folder = new TemporaryFolder();
        var blueprint = Recipes.Denoising(Body(body, Normalization.Batch, 0.3), new Hourglass.Corruptions.GaussianNoise(0.2));
        var random = new Random(7);
        var examples = new FloatExamples([.. Enumerable.Range(0, 41 * blueprint.Networks.Shape.Size).Select(_ => random.NextSingle())],
            blueprint.Networks.Shape);
        var options = new TrainingOptions { Epochs = 3, BatchSize = 8, Validation = 0.1, Seed = 5, Engine = engine };
        using var whole = TrainingRun.Finished(blueprint, examples, options);
        using var again = TrainingRun.Finished(blueprint, examples, options);
        Assert.Equal(whole.Weights, again.Weights);
        Assert.Contains(whole.Weights.Keys, name => name.EndsWith("running_var", StringComparison.Ordinal));

        using var stopping = new CancellationTokenSource();
        TrainingRun? stopped = null;
        var counted = new CountedExamples(examples, () =>
        {
            if (stopped!.Trainer.State.Step == 6) stopping.Cancel();
        });
        stopped = new TrainingRun(blueprint, counted, options);
        counted.Armed = true;
        stopped.Trainer.ReadsAhead = false;
        Assert.Equal(StopReason.Interrupted, stopped.Run(stopping.Token).Reason);
        Checkpoint.Save(folder["checkpoint"], stopped.Trainer);
        stopped.Dispose();
        using var rest = new TrainingRun(blueprint, examples, options);
        Checkpoints.Load(folder["checkpoint"], rest.Trainer);
        Assert.Equal(StopReason.Finished, rest.Run().Reason);
        Assert.Equal(whole.Weights, rest.Weights);
    }

    [Fact]
    public void A_description_says_nothing_of_what_is_not_there_and_one_from_before_is_read()
    {
        foreach (var body in new[] { "dense", "conv", "residual picture" })
        {
            var blueprint = Recipes.Ae(Body(body, Normalization.None, 0));
            var json = JsonSerializer.Serialize(BlueprintDocument.Of(blueprint), Json.Options);
            Assert.DoesNotContain("normalization", json, StringComparison.Ordinal);
            Assert.DoesNotContain("dropout", json, StringComparison.Ordinal);
            Assert.Equal(blueprint, JsonSerializer.Deserialize<BlueprintDocument>(json, Json.Options)!.ToBlueprint());
        }
    }

    [Theory]
    [InlineData("dropout of 1", "dropout is 1;")]
    [InlineData("dropout below 0", "dropout is -0.1;")]
    [InlineData("one unit", "at least 2")]
    [InlineData("tied", "tied weights has neither")]
    [InlineData("contraction", "a Contraction, which asks")]
    [InlineData("pseudo-inputs", "a VampPrior, which asks")]
    public void What_does_not_fit_is_refused_in_a_sentence(string what, string says)
    {
        var row = DataShape.Row(6);
        var normal = Networks.Dense(row, [4], 2, normalization: Normalization.Batch);
        Blueprint blueprint = what switch
        {
            "dropout of 1" => Recipes.Ae(Networks.Dense(row, [4], 2, dropout: 1)),
            "dropout below 0" => Recipes.Ae(Networks.Conv(Picture, [4], 2, dropout: -0.1)),
            "one unit" => Recipes.Ae(Networks.Residual(row, 2, hidden: [1], normalization: Normalization.Layer)),
            "tied" => Recipes.Ae(normal with { Decoder = new TiedSpec([4]) }),
            "contraction" => Recipes.Contractive(normal),
            _ => Recipes.VampVae(normal),
        };
        Assert.Contains(says, Assert.Throws<UsageException>(() => blueprint.Build()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("normalization", "batch")]
    [InlineData("dropout", "0.2")]
    public void A_recurrent_network_has_neither(string name, string value)
    {
        var recipe = Catalog.Find("vae");
        var settings = recipe.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["network"] = "recurrent", [name] = value });
        Assert.Contains("Recurrent", Assert.Throws<UsageException>(() => recipe.ToBlueprint(settings, new DataTraits(Picture, InUnitInterval: true))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("-0.5")]
    [InlineData("nan")]
    public void Dropout_is_a_part_below_the_whole(string value)
    {
        var refusal = Assert.Throws<UsageException>(() => Catalog.Find("ae").Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["dropout"] = value }));
        Assert.Contains("a number from 0 to below 1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_in_use_is_cited()
    {
        var recipe = Catalog.Find("ae");
        string[] Cited(Normalization normalization, double dropout) =>
            [.. Citations.Of(recipe, Recipes.Ae(Networks.Dense(DataShape.Row(6), [4], 2, normalization: normalization,
                dropout: dropout))).Select(paper => paper.Key)];
        Assert.Contains("ioffe2015", Cited(Normalization.Batch, 0));
        Assert.Contains("ba2016", Cited(Normalization.Layer, 0));
        Assert.Contains("srivastava2014", Cited(Normalization.None, 0.1));
        Assert.Empty(Cited(Normalization.None, 0).Intersect(["ioffe2015", "ba2016", "srivastava2014"]));
    }

    [Fact]
    public void Layers_pretrained_one_by_one_may_be_normalised_and_thinned_out()
    {
        var contract = new ContractCase("stacked-dae", "dense", "6", "bernoulli", "batch");
        using var run = TrainingRun.Finished(contract.Blueprint(), contract.Examples(40),
            new TrainingOptions { Epochs = 6, BatchSize = 8, LearningRate = 0.01 });
        Assert.All(run.Epochs.SelectMany(epoch => epoch.Train), metric => Assert.True(double.IsFinite(metric.Value)));
        Assert.True(run.Epochs[^1].Train[0].Value < run.Epochs[^6].Train[0].Value);
    }

    private static bool Same(Tensor a, Tensor b) => a.eq(b).all().item<bool>();

    /// <summary>Smooth activations, for finite differences; examples of 2 x 7 x 9 or of 11 numbers.</summary>
    internal static Networks Body(string name, Normalization normalization, double dropout)
    {
        var row = DataShape.Row(11);
        var conv = new ConvSpec([3, 5], [6], Activation: Activation.Tanh, Normalization: normalization, Dropout: dropout);
        var residual = new ResidualSpec([3, 4], [6], 2, Activation: Activation.Silu, Normalization: normalization, Dropout: dropout);
        return name switch
        {
            "dense" => Networks.Dense(row, [7, 6], 4, Activation.Tanh, normalization: normalization, dropout: dropout),
            "conv" => With(conv, 4),
            "conv pool" => With(conv with { Downsampling = Downsampling.Pool, Hidden = [] }, 4),
            "conv spatial" => With(conv with { Hidden = null }, 5 * 2 * 3),
            "residual rows" => Networks.Residual(row, 4, hidden: [7, 6], activation: Activation.Gelu, normalization: normalization, dropout: dropout),
            "residual picture" => With(residual, 4),
            "residual spatial" => With(residual with { Hidden = null, Downsampling = Downsampling.Pool }, 4 * 2 * 3),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such body."),
        };

        static Networks With(NetworkSpec spec, int latent) => new(Picture, latent, spec, spec);
    }
}
