using Hourglass.Data;
using Hourglass.Tests.Contracts;
using Hourglass.Training;

namespace Hourglass.Tests;

public sealed class ModelSizeTests
{
    public static TheoryData<string, string, string> Bodies => new()
    {
        { "ae", "dense", "40" },
        { "vae", "dense", "3x9x7" },
        { "ae", "gated", "6" },
        { "ae", "conv", "3x9x7" },
        { "ae", "residual", "3x9x7" },
        { "ae", "residual", "6" },
        { "ae", "recurrent", "3x9x7" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void The_size_is_known_before_anything_is_built(string model, string network, string shape)
    {
        var blueprint = new ContractCase(model, network, shape, "gaussian").Blueprint();
        using var built = blueprint.Build();
        Assert.Equal(built.Modules.Encoder.parameters().Concat(built.Modules.Decoder.parameters()).Sum(weights => weights.numel()),
            ModelSize.WeightsOf(blueprint));
    }

    [Fact]
    public void A_model_that_no_machine_holds_is_refused_with_what_helps()
    {
        var blueprint = Recipes.Ae(Networks.Dense(new DataShape(3, 4000, 6000), [512], 32));
        foreach (var act in (Action[])[() => ModelSize.Demand(blueprint, forTraining: false, available: 64e9),
            () => ModelSize.Demand(blueprint, forTraining: true, available: 600e9)])
        {
            var message = Assert.Throws<UsageException>(act).Message;
            Assert.Contains("73,800,033,824 weights, which take", message, StringComparison.Ordinal);
            Assert.Contains("smaller images (image_size=64) or network=conv or fewer units", message, StringComparison.Ordinal);
        }

        ModelSize.Demand(blueprint, forTraining: false, available: 600e9);
    }

    [Fact]
    public void Neither_building_nor_training_takes_the_memory_first()
    {
        // 60 million times 60 million numbers.
        var blueprint = Recipes.Ae(Networks.Dense(DataShape.Row(6), [60_000_000, 60_000_000], 2));
        Assert.Throws<UsageException>(() => blueprint.Build());
        Assert.Throws<UsageException>(() => new Trainer(blueprint, new FloatExamples(new float[12], DataShape.Row(6)), new TrainingOptions()));
    }
}
