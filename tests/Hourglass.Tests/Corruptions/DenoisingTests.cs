using Hourglass.Corruptions;
using Hourglass.Data;
using Hourglass.Losses;

namespace Hourglass.Tests.Corruptions;

public sealed class DenoisingTests
{
    private static readonly DataShape Row = DataShape.Row(20);

    private static Examples Ones => new FloatExamples([.. Enumerable.Repeat(1f, 10 * Row.Size)], Row);

    [Fact]
    public void Examples_are_damaged_as_in_training_and_then_cleaned()
    {
        using var model = Recipes.Denoising(Networks.Dense(Row, [], 2), new Masking(0.3), new Gaussian()).Build(1);
        var (damaged, cleaned) = model.Denoise(Ones, seed: 2);
        Assert.All(damaged.Cast<float>(), value => Assert.True(value is 0 or 1));
        Assert.InRange(damaged.Cast<float>().Average(), 0.55, 0.85);
        Assert.Equal(model.Reconstruct(new FloatExamples([.. damaged.Cast<float>()], Row)), cleaned);
        Assert.Equal(damaged, model.Denoise(Ones, seed: 2).Damaged);
        Assert.NotEqual(damaged, model.Denoise(Ones, seed: 3).Damaged);
    }

    [Fact]
    public void A_model_that_was_not_trained_to_clean_says_so()
    {
        using var model = Recipes.Ae(Networks.Dense(Row, [], 2)).Build(1);
        Assert.Contains("'ae' was not trained to clean", Assert.Throws<UsageException>(() => model.Denoise(Ones)).Message, StringComparison.Ordinal);
    }
}
