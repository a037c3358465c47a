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
        Assert.False(OutputStart.Fits(Recipes.Ae(Networks.Dense(Picture, hidden: [8], latent: 4))));
        Assert.False(OutputStart.Fits(Recipes.Vae(Networks.Dense(Picture, hidden: [8], latent: 4))));
        Assert.False(OutputStart.Fits(Recipes.FsqAe(Networks.Dense(Picture, hidden: [8], latent: 4), loss: new Gaussian())));
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
