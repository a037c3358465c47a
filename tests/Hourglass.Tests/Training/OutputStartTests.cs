using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Training;

namespace Hourglass.Tests.Training;

public sealed class OutputStartTests
{
    private static readonly DataShape Picture = new(2, 2, 3);

    [Fact]
    public void A_bounded_code_begins_with_the_mean_example()
    {
        var examples = Examples();
        var blueprint = Recipes.FsqAe(Networks.Dense(Picture, hidden: [8], latent: 4));
        using var trainer = new Trainer(blueprint, examples, new TrainingOptions { BatchSize = 4 });
        using var model = trainer.Model;
        var bias = model.Modules.Decoder.parameters().Last().data<float>().ToArray();
        var means = Means(examples);
        for (var i = 0; i < means.Length; i++) Assert.Equal(Math.Max(means[i], 0.001), 1 / (1 + Math.Exp(-bias[i])), 1e-5);
    }

    [Fact]
    public void A_convolution_begins_with_the_mean_of_each_channel()
    {
        var examples = Examples();
        var blueprint = Recipes.Ae(Networks.Conv(Picture, [3], 2, []), codeActivation: Activation.Sigmoid);
        using var trainer = new Trainer(blueprint, examples, new TrainingOptions { BatchSize = 4 });
        using var model = trainer.Model;
        var bias = model.Modules.Decoder.parameters().Last().data<float>().ToArray();
        var means = Means(examples);
        Assert.Equal([means[..6].Average(), means[6..].Average()], bias.Select(logit => 1 / (1 + Math.Exp(-logit))), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Other_models_begin_where_they_did()
    {
        Assert.False(OutputStart.Helps(Recipes.Ae(Networks.Dense(Picture, hidden: [8], latent: 4))));
        Assert.False(OutputStart.Helps(Recipes.Vae(Networks.Dense(Picture, hidden: [8], latent: 4))));
        Assert.False(OutputStart.Helps(Recipes.FsqAe(Networks.Dense(Picture, hidden: [8], latent: 4), loss: new Gaussian())));
    }

    [Fact]
    public void Asked_for_it_any_model_begins_with_the_mean_example_or_with_nothing()
    {
        var examples = Examples();
        var blueprint = Recipes.Vae(Networks.Dense(Picture, hidden: [8], latent: 4));
        Assert.Equal(Means(examples).Select(mean => Math.Max(mean, 0.001)), Start(blueprint, OutputBias.Mean).Select(logit => 1 / (1 + Math.Exp(-logit))),
            Near);
        Assert.Equal(Means(examples), Start(Recipes.Vae(Networks.Dense(Picture, hidden: [8], latent: 4), new Gaussian()),
            OutputBias.Mean).Select(mean => (double)mean), Near);
        Assert.All(Start(Recipes.FsqAe(Networks.Dense(Picture, hidden: [8], latent: 4)), OutputBias.Zero), value => Assert.Equal(0, value));
        var refused = Assert.Throws<UsageException>(() => Start(Recipes.Vae(Networks.Dense(Picture, hidden: [8], latent: 4), new Categorical(4)),
            OutputBias.Mean));
        Assert.Contains("Categorical", refused.Message, StringComparison.Ordinal);

        float[] Start(Blueprint start, OutputBias asked)
        {
            using var trainer = new Trainer(start, examples, new TrainingOptions { BatchSize = 4, OutputBias = asked });
            using var model = trainer.Model;
            return model.Modules.Decoder.parameters().Last().data<float>().ToArray();
        }

        bool Near(double a, double b) => Math.Abs(a - b) < 1e-5;
    }

    private static FloatExamples Examples()
    {
        var random = new Random(1);
        return new FloatExamples([.. Enumerable.Range(0, 40 * Picture.Size).Select(i => random.NextSingle() * (i % Picture.Size) / Picture.Size)], Picture);
    }

    private static double[] Means(FloatExamples examples)
    {
        var values = examples.ToArray();
        return [.. Enumerable.Range(0, Picture.Size).Select(i => Enumerable.Range(0, examples.Count).Average(row => (double)values[(row * Picture.Size) + i]))];
    }
}
