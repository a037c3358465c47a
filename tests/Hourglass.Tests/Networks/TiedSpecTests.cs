using Hourglass.Data;
using Hourglass.Objectives;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Tests;

public sealed class TiedSpecTests
{
    private static readonly DataShape Shape = DataShape.Row(6);

    [Fact]
    public void After_training_the_decoder_is_the_encoder_transposed()
    {
        var examples = new Contracts.ContractCase("tied-ae", "dense", "6", "gaussian").Examples(64);
        var blueprint = Recipes.Tied(Shape, [5, 4], 3, new Hourglass.Losses.Gaussian(), Activation.Tanh);
        using var run = TrainingRun.Finished(blueprint, examples, new TrainingOptions { Epochs = 5, BatchSize = 16, LearningRate = 0.02 });
        using var scope = NewDisposeScope();
        var weights = run.Model.Modules.state_dict();
        Assert.Equal(["decoder.bias1", "decoder.bias2", "decoder.bias3"], weights.Keys.Where(name => name.StartsWith("decoder", StringComparison.Ordinal)));
        Assert.All(weights.Where(pair => pair.Key.StartsWith("decoder", StringComparison.Ordinal)),
            pair => Assert.True(pair.Value.abs().max().item<float>() > 0));

        var latent = Drawn.Normal([7, 3]);
        var rows = latent;
        for (var layer = 3; layer >= 1; layer--)
        {
            rows = rows.mm(weights[$"encoder.dense{layer}.weight"]) + weights[$"decoder.bias{4 - layer}"];
            if (layer > 1) rows = rows.tanh();
        }

        Assert.True(rows.allclose(run.Model.Modules.Decode(latent, null), 1e-5, 1e-6));
    }

    [Fact]
    public void The_gradient_of_a_tied_weight_is_the_sum_of_both_uses()
    {
        using var scope = NewDisposeScope();
        using var tied = Recipes.Tied(Shape, [], 2).Build(3);
        using var free = Recipes.Ae(Networks.Dense(Shape, [], 2)).Build(3);
        var batch = new Hourglass.Data.Batch(Drawn.Uniform([5, 6]));
        var (tiedWeights, freeWeights) = (Parameters(tied), Parameters(free));
        using (no_grad()) freeWeights["decoder.dense1.weight"].copy_(tiedWeights["encoder.dense1.weight"].t());
        foreach (var model in new[] { tied, free })
        {
            using var random = new Generator(1);
            var stage = new ObjectiveStage(model, 1);
            var moment = new Hourglass.Objectives.Moment(0, 5);
            new StageLosses(stage, stage.Evaluate(batch, moment, random), 0).Backward();
        }

        var both = freeWeights["encoder.dense1.weight"].grad! + freeWeights["decoder.dense1.weight"].grad!.t();
        Assert.True(both.allclose(tiedWeights["encoder.dense1.weight"].grad!, 1e-5, 1e-6));
        Assert.True(freeWeights["decoder.dense1.bias"].grad!.allclose(tiedWeights["decoder.bias1"].grad!, 1e-5, 1e-6));
    }

    [Theory]
    [InlineData("other widths", "the same widths and activation")]
    [InlineData("other activation", "the same widths and activation")]
    [InlineData("convolutions", "the same widths and activation")]
    [InlineData("as encoder", "can only be a decoder")]
    [InlineData("distribution", "choose a deterministic code")]
    [InlineData("condition", "does not support a condition")]
    public void What_cannot_be_tied_is_refused_in_a_sentence(string what, string says)
    {
        var dense = Networks.Dense(new DataShape(1, 4, 4), [5], 2);
        var tied = dense with { Decoder = new TiedSpec([5]) };
        Blueprint blueprint = what switch
        {
            "other widths" => Recipes.Ae(dense with { Decoder = new TiedSpec([4]) }),
            "other activation" => Recipes.Ae(dense with { Decoder = new TiedSpec([5], Activation.Tanh) }),
            "convolutions" => Recipes.Ae(tied with { Encoder = new ConvSpec([4], []) }),
            "as encoder" => Recipes.Ae(tied with { Encoder = tied.Decoder }),
            "distribution" => Recipes.Vae(tied),
            _ => Recipes.Ae(tied with { Condition = new LabelCondition(3) }),
        };
        Assert.Contains(says, Assert.Throws<UsageException>(() => blueprint.Build()).Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, TorchSharp.Modules.Parameter> Parameters(Autoencoder model) =>
        model.Modules.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter, StringComparer.Ordinal);
}
