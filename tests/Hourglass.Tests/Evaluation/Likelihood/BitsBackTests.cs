using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Losses;
using Hourglass.Numerics;

namespace Hourglass.Tests.Evaluation;

/// <summary>A code length is given of examples that have a code, and else the reason why it is not.</summary>
public sealed class BitsBackTests
{
    private const string Figure = "bits_back_per_dimension";
    private static readonly Networks Small = Networks.Dense(DataShape.Row(8), [6], 2);
    private static readonly FloatExamples Grey = Multiples(of: 1000);
    private static readonly FloatExamples Bytes = Multiples(of: 255);
    private static readonly FloatExamples Binary = Multiples(of: 1);

    public static TheoryData<Loss, string, string?> Cases => new()
    {
        { new Bernoulli(), nameof(Binary), null },
        { new Bernoulli(), nameof(Bytes), "assigns probabilities to 2 values from 0 to 1, but the examples have others, such as 0." },
        { new Categorical(2), nameof(Binary), null },
        { new Categorical(8), nameof(Grey), "assigns probabilities to 8 values" },
        { new DiscretizedLogistic(), nameof(Bytes), null },
        { new DiscretizedLogistic(), nameof(Grey), "assigns probabilities to 256 values" },
        { new Gaussian(1), nameof(Binary), "is a density of real numbers, which have no code" },
        { new ContinuousBernoulli(), nameof(Bytes), "is a density of real numbers" },
        { new Laplace(1), nameof(Binary), "is a density of real numbers" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_is_given_where_the_likelihood_of_the_examples_is_a_probability(Loss loss, string examples, string? reason)
    {
        var data = examples switch { nameof(Grey) => Grey, nameof(Bytes) => Bytes, _ => Binary };
        using var model = Recipes.Vae(Small, loss: loss).Build(1);
        var report = Evaluator.Report(model, data);
        if (reason is null)
        {
            var nats = report.Metrics.Value("reconstruction_nats") + report.Metrics.Value("kl_nats");
            Assert.Equal(nats / (8 * Math.Log(2)), report.Metrics.Value(Figure), 1e-9);
            Assert.True(report.Metrics.Value(Figure) > 0);
            Assert.Null(report.Protocol["absent"]);
        }
        else
        {
            Assert.DoesNotContain(report.Metrics, metric => metric.Name == Figure);
            Assert.Contains(reason, report.Protocol["absent"]![Figure]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Binarization.Static)]
    [InlineData(Binarization.Dynamic)]
    public void Grey_values_that_are_judged_as_zeros_and_ones_have_a_code(Binarization binarization)
    {
        using var model = (Recipes.Vae(Small) with { Binarization = binarization }).Build(1);
        Assert.Contains(Evaluator.Evaluate(model, Grey), metric => metric.Name == Figure);
    }

    [Fact]
    public void Nothing_is_said_of_models_without_the_terms()
    {
        using var model = Recipes.Ae(Small).Build(1);
        Assert.Null(Evaluator.Report(model, Grey).Protocol["absent"]);
    }

    private static FloatExamples Multiples(int of) => new([.. Enumerable.Range(0, 320).Select(i => (float)(i * 37 % (of + 1)) / of)], DataShape.Row(8));
}
