using Hourglass.Data;
using Hourglass.Tests.Contracts;
using Hourglass.Tests.Modules;
using Hourglass.Tests.Persistence;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Tests;

/// <summary>Modules of a person's own. Alone, because they draw their weights from libtorch's one generator.</summary>
[Collection(AloneCollection.Name)]
public sealed class ModuleSpecTests
{
    private static readonly DataShape Row = DataShape.Row(6);

    private static Networks Own => Networks.Custom<WideModule, OutwardModule>(Row, latent: 3);

    private static FloatExamples Examples => new ContractCase("ae", "dense", "6", "gaussian").Examples(48);

    [Fact]
    public void A_class_is_named_without_a_version()
    {
        Assert.Equal("Hourglass.Tests.Modules.WideModule, Hourglass.Tests", ModuleSpec.Of<WideModule>().Class);
        Assert.Equal(ModuleSpec.Of<WideModule>(), Own.Encoder);
        Assert.Equal(ModuleSpec.Of<OutwardModule>(), Own.Decoder);
    }

    [Theory]
    [InlineData("ae")]
    [InlineData("vae")]
    public void A_model_of_own_modules_trains_and_does_the_same_after_saving(string model)
    {
        using var folder = new TemporaryFolder();
        Blueprint blueprint = model == "ae" ? Recipes.Ae(Own, new Hourglass.Losses.Gaussian()) : Recipes.Vae(Own, new Hourglass.Losses.Gaussian());
        var options = new TrainingOptions { Epochs = 12, BatchSize = 8, LearningRate = 0.01, Validation = 0.25 };
        using var run = TrainingRun.Finished(blueprint, Examples, options);
        Assert.True(run.Epochs[^1].Train[0].Value < run.Epochs[0].Train[0].Value - 0.5);

        run.Model.Save(folder.Root);
        using var loaded = Autoencoder.Load(folder.Root);
        Assert.Equal(blueprint, loaded.Blueprint);
        Assert.IsType<WideModule>(loaded.Modules.Encoder);
        Assert.Equal(run.Model.Encode(Examples), loaded.Encode(Examples));
        Assert.Equal(run.Model.Reconstruct(Examples), loaded.Reconstruct(Examples));
        Assert.Equal(run.Model.Generate(5, seed: 3), loaded.Generate(5, seed: 3));
        Assert.True(loaded.Modules.state_dict()["encoder.norm.num_batches_tracked"].item<long>() > 0);
    }

    [Fact]
    public void Equal_seeds_give_equal_weights_and_leave_the_generator_as_it_was()
    {
        using var scope = NewDisposeScope();
        var state = random.get_rng_state();
        using var one = Recipes.Ae(Own).Build(4);
        Assert.True(state.eq(random.get_rng_state()).all().item<bool>());
        random.manual_seed(77);
        using var same = Recipes.Ae(Own).Build(4);
        using var other = Recipes.Ae(Own).Build(5);
        Assert.Equal(First(one), First(same));
        Assert.NotEqual(First(one), First(other));
        random.set_rng_state(state);

        static float[] First(Autoencoder model) => model.Modules.state_dict()["encoder.first.weight"].data<float>().ToArray();
    }

    [Fact]
    public void An_own_encoder_goes_with_any_decoder_and_sees_the_condition()
    {
        using var scope = NewDisposeScope();
        var networks = Networks.Dense(Row, [5], 3) with { Encoder = ModuleSpec.Of<WideModule>(), Condition = new LabelCondition(2) };
        using var model = Recipes.Vae(networks).Build();
        Assert.Equal([9L, 8], model.Modules.state_dict()["encoder.first.weight"].shape);
        Assert.Equal((48, 6), (model.Generate(48).GetLength(0), model.Generate(48).GetLength(1)));
    }

    [Theory]
    [InlineData("Nowhere.Encoder, Hourglass.Tests", 6, "There is no class 'Nowhere.Encoder, Hourglass.Tests'")]
    [InlineData("Nowhere.Encoder, Nowhere", 6, "reference the assembly that defines it")]
    [InlineData("Nowhere.Encoder", 6, "reference the assembly that defines it")]
    [InlineData("[[", 6, "'[['")]
    [InlineData("System.String, System.Private.CoreLib", 6, "is not an nn.Module<Tensor, Tensor>")]
    [InlineData("Hourglass.Priors.PriorModule, Hourglass", 6, "is not an nn.Module<Tensor, Tensor>")]
    [InlineData("Hourglass.Tests.Modules.BareModule, Hourglass.Tests", 6, "no public constructor (DataShape shape, int numbers)")]
    [InlineData("Hourglass.Tests.Modules.FaultyModule, Hourglass.Tests", 5, "Five is too many")]
    [InlineData("Hourglass.Tests.Modules.FaultyModule, Hourglass.Tests", 6, "keeps 'half' as Float16")]
    [InlineData("Hourglass.Tests.Modules.FaultyModule, Hourglass.Tests", 7, "maps rows [2, 7] to [2, 7], but the model needs [2, 3]")]
    [InlineData("Hourglass.Tests.Modules.FaultyModule, Hourglass.Tests", 12, "It is too large; it must map [batch, 12] to [batch, 3]")]
    public void A_class_that_will_not_do_is_refused_in_a_sentence(string name, int size, string says)
    {
        var networks = Networks.Dense(DataShape.Row(size), [], 3) with { Encoder = new ModuleSpec(name) };
        var message = Assert.Throws<HourglassException>(() => Recipes.Ae(networks).Build()).Message;
        Assert.Contains(name, message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_saved_model_whose_class_has_gone_says_so()
    {
        using var folder = new TemporaryFolder();
        using (var model = Recipes.Ae(Own).Build()) model.Save(folder.Root);
        EditedDocument.Replace(folder["blueprint.json"], "WideModule", "GoneModule");
        Assert.Contains("GoneModule", Assert.Throws<HourglassException>(() => Autoencoder.Load(folder.Root)).Message, StringComparison.Ordinal);
    }
}
