using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Passes;
using Hourglass.Priors;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Tests.Priors;

public sealed class FittedCategoricalTests
{
    public static TheoryData<string> Kinds => ["vq-vae", "fsq-ae", "hrq-vae"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Training_leaves_the_frequencies_of_the_symbols(string kind)
    {
        var networks = Networks.Dense(DataShape.Row(6), [8], 4);
        Blueprint blueprint = kind switch
        {
            "vq-vae" => Recipes.VqVae(networks, codes: 8, codeSize: 2, loss: new Hourglass.Losses.Gaussian()),
            "fsq-ae" => Recipes.FsqAe(networks, [5, 3], new Hourglass.Losses.Gaussian()),
            _ => Recipes.HrqVae(networks, codes: 4, depth: 2, codeSize: 2, loss: new Hourglass.Losses.Gaussian()),
        };
        var random = new Random(2);
        var examples = new FloatExamples([.. Enumerable.Range(0, 600).Select(_ => random.NextSingle())], DataShape.Row(6));
        using var run = TrainingRun.Finished(blueprint, examples, new TrainingOptions { Epochs = 3, BatchSize = 20, Validation = 0 });
        using var scope = NewDisposeScope();
        using var reader = new BatchReader(examples, 100);
        var indices = ((QuantizedCode)run.Model.Read(reader.Read(0))).Indices;
        var spec = (QuantizedSpec)blueprint.CodeKind;
        var table = run.Model.Modules.Prior.state_dict()["probabilities"];
        Assert.Equal([spec.Symbols(4), spec.Classes], table.shape);
        for (var symbol = 0; symbol < table.shape[0]; symbol++)
        {
            for (var value = 0; value < spec.Classes; value++)
                Assert.Equal(indices.select(1, symbol).eq(value).sum().item<long>() / 100.0, table[symbol, value].item<float>(), 1e-6);
        }

        // Draws are points of the codebook with those frequencies.
        using var generator = new Generator(4);
        var drawn = run.Model.Modules.Prior.Sample(20_000, generator, run.Model);
        var mean = ((ISymbols)run.Model.Modules.Reader).Values(indices).mean([0L]);
        Assert.True((drawn.mean([0L]) - mean).abs().max().item<float>() < 0.05);
        var (expected, deviation) = run.Model.PriorMarginals();
        Assert.Equal(mean.data<float>().ToArray(), expected, (a, b) => Math.Abs(a - b) < 0.1);
        Assert.All(deviation, value => Assert.True(value >= 0));

        var metrics = Evaluator.Evaluate(run.Model, examples);
        Assert.InRange(metrics.Single(metric => metric.Name == "codebook_usage").Value, 1.0 / spec.Classes, 1);
        Assert.InRange(metrics.Single(metric => metric.Name == "perplexity").Value, 1, spec.Classes);
    }

    [Fact]
    public void Usage_and_perplexity_count_the_values_of_each_codebook()
    {
        var measure = new CodebookUse(2, 4);
        using var scope = NewDisposeScope();

        // Codebook 0 at two positions: 0 and 1 equally often; codebook 1: always 3.
        var indices = tensor(new long[] { 0, 1, 3, 3, 1, 0, 3, 3 }).reshape(2, 4);
        var code = new QuantizedCode(zeros(2, 2), zeros(2, 2, 2), indices);
        measure.Add(new ReconstructedBatch(zeros(2, 1), zeros(2, 1), code, zeros(2, 1)));
        var metrics = measure.Metrics.ToDictionary(metric => metric.Name, metric => metric.Value, StringComparer.Ordinal);
        Assert.Equal((0.5 + 0.25) / 2, metrics["codebook_usage"], 1e-12);
        Assert.Equal((2.0 + 1) / 2, metrics["perplexity"], 1e-12);
    }

    [Fact]
    public void A_code_without_symbols_is_refused()
    {
        var blueprint = Recipes.Ae(Networks.Dense(DataShape.Row(6), [4], 4)) with { Prior = new FittedCategorical(2, 3) };
        Assert.Contains("code of symbols", Assert.Throws<UsageException>(() => blueprint.Build()).Message, StringComparison.Ordinal);
        var other = Recipes.VqVae(Networks.Dense(DataShape.Row(6), [4], 4)) with { Prior = new FittedCategorical(2, 3) };
        Assert.Contains("over 2 symbols of 3", Assert.Throws<UsageException>(() => other.Build()).Message, StringComparison.Ordinal);
    }
}
