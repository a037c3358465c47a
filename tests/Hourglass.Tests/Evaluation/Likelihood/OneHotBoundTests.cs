using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Tests.Evaluation;

/// <summary>The bound of discrete latent variables is judged with discrete draws, also where training relaxes them.</summary>
public sealed class OneHotBoundTests
{
    private const int Classes = 3;
    private static readonly Networks Small = Networks.Dense(DataShape.Row(6), hidden: [8], latent: 2 * Classes);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_is_the_expectation_over_all_one_hot_vectors(bool hard)
    {
        using var model = Recipes.GumbelVae(Small, Classes, temperature: 3, hard: hard).Build(1);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        // A decoder that makes much of its code, so that relaxed draws would give another figure.
        foreach (var (name, parameter) in model.Modules.named_parameters())
            if (name.StartsWith("decoder", StringComparison.Ordinal)) parameter.mul_(5);
        var one = Enumerable.Range(0, 6).Select(j => j % 2 == 0 ? 1f : 0f);
        var copies = new FloatExamples([.. Enumerable.Repeat(one, 20_000).SelectMany(values => values)], DataShape.Row(6));

        var batch = new Batch(tensor([.. one]).reshape(1, 6));
        var log = ((CategoricalCode)model.Read(batch)).LogProbability[0];
        var expected = 0.0;
        for (var first = 0; first < Classes; first++)
        {
            for (var second = 0; second < Classes; second++)
            {
                var latent = zeros(1, Classes, 2);
                latent[0, first, 0] = 1;
                latent[0, second, 1] = 1;
                var nats = model.Blueprint.Loss.NegativeLogLikelihood(model.Modules.Decode(latent.reshape(1, -1), null), batch.Rows).item<float>();
                expected += Math.Exp(log[first, 0].item<float>() + log[second, 1].item<float>()) * nats;
            }
        }

        var divergence = (log.exp() * (log + Math.Log(Classes))).sum().item<float>();
        var metrics = Evaluator.Evaluate(model, copies);
        // 20,000 draws of at most 20 nats or so: a standard error below 0.05.
        Assert.Equal(expected, metrics.Value("reconstruction_nats"), 0.15);
        Assert.Equal(divergence, metrics.Value("kl_nats"), 1e-4);

        // What training minimises is another figure where draws are relaxed.
        var trained = ObjectiveMeans.Of(new ObjectiveStage(model, 1), copies, 1, 0).Value("reconstruction_nats");
        if (hard) Assert.Equal(expected, trained, 0.15);
        else Assert.True(Math.Abs(expected - trained) > 0.3, $"{expected} and {trained}");
    }
}
