using Hourglass.Losses;
using Hourglass.Training;

namespace Hourglass.Tests.Contracts;

/// <summary>What every model does with data, trained or not.</summary>
public sealed class ShapeContracts
{
    public static TheoryData<string> All => ContractCase.Names(ContractCase.All);

    [Theory]
    [MemberData(nameof(All))]
    public void Codes_and_copies_have_the_shapes_of_the_blueprint(string name)
    {
        var contract = ContractCase.Of(name);
        using var model = contract.Blueprint().Build(3);
        var examples = contract.Examples(5);
        var size = contract.DataShape.Size;

        var codes = model.Encode(examples);
        Assert.Equal((5, 3), Shape(codes));
        Assert.Equal((5, size), Shape(model.Decode(codes)));
        var copies = model.Reconstruct(examples);
        Assert.Equal((5, size), Shape(copies));
        Assert.Equal(model.Decode(codes), copies);
        Assert.Equal((4, size), Shape(model.Generate(4)));
        Assert.Equal((4, 3), Shape(model.SamplePrior(4)));
        Assert.All(copies.Cast<float>(), value => Assert.True(float.IsFinite(value)));
        Assert.True(codes.Cast<float>().Distinct().Count() > 1, "All codes are the same number.");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void New_examples_depend_on_the_seed_alone(string name)
    {
        using var model = ContractCase.Of(name).Blueprint().Build(3);
        Assert.Equal(model.Generate(6, seed: 7), model.Generate(6, seed: 7));
        Assert.NotEqual(model.Generate(6, seed: 7), model.Generate(6, seed: 8));
        var codes = model.SamplePrior(6, seed: 7);
        Assert.Equal(model.Decode(codes), model.Generate(6, seed: 7));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_draw_differs_from_the_mean(string name)
    {
        using var model = ContractCase.Of(name).Blueprint().Build(3);
        if (!model.Blueprint.Loss.IsDensity)
        {
            Assert.Contains("not a density", Assert.Throws<UsageException>(() => model.Generate(6, sample: true)).Message, StringComparison.Ordinal);
            return;
        }

        var mean = model.Generate(6, seed: 7);
        var draw = model.Generate(6, seed: 7, sample: true);
        Assert.NotEqual(mean, draw);
        Assert.Equal(draw, model.Generate(6, seed: 7, sample: true));
        if (model.Blueprint.Loss is not Bernoulli) return;
        Assert.All(draw.Cast<float>(), value => Assert.True(value is 0 or 1));
        Assert.All(mean.Cast<float>(), value => Assert.InRange(value, 0, 1));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_recipe_trains_and_gets_better(string name)
    {
        var contract = ContractCase.Of(name);
        var options = new TrainingOptions { Epochs = 12, BatchSize = 16, LearningRate = 0.01 };
        // Losses of different epochs compare only where the objective stays: a capacity that rises would make each epoch's harder than the last.
        string[] fixedObjective = contract.Recipe == "capacity-vae" ? ["capacity_epochs", "0"] : [];
        using var run = TrainingRun.Finished(contract.Blueprint(fixedObjective), contract.Examples(64), options);
        var epochs = run.Epochs;
        Assert.All(epochs.SelectMany(epoch => epoch.Train), metric => Assert.True(double.IsFinite(metric.Value)));

        // A few dozen steps of a game may end anywhere; that these models learn real digits is tested over three seeds.
        if (run.Model.Blueprint.Critic is not null) return;
        if (epochs.Count > 1)
            Assert.True(epochs[^1].Train[0].Value < epochs[0].Train[0].Value - 0.05, $"{epochs[0].Train[0].Value} became {epochs[^1].Train[0].Value}.");
    }

    [Fact]
    public void Data_of_another_size_is_refused()
    {
        using var model = new ContractCase("ae", "dense", "6", "gaussian").Blueprint().Build();
        var other = new ContractCase("ae", "dense", "1x12x10", "gaussian").Examples(2);
        Assert.Contains("1x12x10", Assert.Throws<HourglassException>(() => model.Encode(other)).Message, StringComparison.Ordinal);
        Assert.Contains("4 dimensions", Assert.Throws<HourglassException>(() => model.Decode(new float[2, 4])).Message, StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => model.Generate(0));
    }

    private static (int, int) Shape(float[,] values) => (values.GetLength(0), values.GetLength(1));
}
