using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Preparation;

namespace Hourglass.Tests.Preparation;

/// <summary>Which values a model takes after it was trained on others, at the limits, and what is said of those it does not take.</summary>
public sealed class LossDomainTests
{
    private const float Beyond = 0.001f;

    [Theory]
    [InlineData(-1, 2, true)]
    [InlineData(-1 - Beyond, 2, false)]
    [InlineData(-1, 2 + Beyond, false)]
    [InlineData(0, 255, false)]
    public void Bytes_are_taken_where_training_had_numbers_about_the_unit_interval(float least, float most, bool isTaken)
    {
        using var model = Trained(new Gaussian(), ScalingKind.None, Numbers(least, most));
        Check(model, new ByteExamples([0, 255], DataShape.Row(2)),
            isTaken ? null : $"trained on floating-point numbers from {least} to {most}, but these are bytes");
    }

    [Theory]
    [InlineData(2, 300, true)]
    [InlineData(2, -300, true)]
    [InlineData(3, 300, false)]
    [InlineData(3, -300, false)]
    [InlineData(100, 2, true)]
    [InlineData(100, -1, true)]
    public void Numbers_are_taken_where_training_had_bytes_if_at_most_a_fiftieth_lies_far_outside(int count, float value, bool isTaken)
    {
        // 100 numbers, the others at both limits of what is near.
        using var model = Trained(new Gaussian(), ScalingKind.None, new ByteExamples([0, 255], DataShape.Row(2)));
        float[] values = [.. Enumerable.Range(0, 100).Select(i => i < count ? value : i % 2 == 0 ? -1f : 2)];
        Check(model, Numbers(values), isTaken ? null : "The data is of another kind than in training");
    }

    [Theory]
    [InlineData(0, 255, "save them as bytes (uint8), or divide them by 255")]
    [InlineData(0, 256, "scale them to [0, 1] as in training")]
    [InlineData(-3, 255, "scale them to [0, 1] as in training")]
    public void Numbers_that_may_be_bytes_are_told_from_others(float least, float most, string advice)
    {
        using var model = Trained(new Gaussian(), ScalingKind.None, new ByteExamples([0, 255], DataShape.Row(2)));
        Check(model, Numbers(least, most), $"but these are floating-point numbers from {least} to {most}: {advice}");
    }

    [Theory]
    [InlineData(ScalingKind.None, 0, 1,
        "feature 1 is 5, but the bernoulli loss needs values in [0, 1]; the model was trained on values from 0 to 1, but these range from 0.5 to 5")]
    [InlineData(ScalingKind.None, 0.25f, 0.5f, "the model was trained on values from 0.25 to 0.5, but these range")]
    [InlineData(ScalingKind.None, -0.5f, 1, ", or a loss without that limit, such as")]
    [InlineData(ScalingKind.None, 0, 1.5f, ", or a loss without that limit, such as")]
    [InlineData(ScalingKind.MinMax, -0.5f, 1.5f, "(in units of the range of the training examples), but")]
    [InlineData(ScalingKind.MinMax, -0.5f, 1.5f, "the model was trained on values from -0.5 to 1.5, but these range")]
    [InlineData(ScalingKind.Standard, 0, 1, "(scaled to mean 0 and deviation 1), but")]
    [InlineData(ScalingKind.Standard, 0, 1, ", or a loss without that limit, such as")]
    public void Values_outside_the_unit_interval_are_blamed_on_their_units_if_those_of_training_were_sound(ScalingKind scale, float least, float most,
        string said)
    {
        using var model = Trained(new Bernoulli(), scale, Numbers(least, most, most, least));
        Check(model, Numbers(0.5f, 5), said);
        using var other = Trained(new Gaussian(), scale, Numbers(least, most, most, least));
        Check(other, Numbers(0.5f, 5), null);
    }

    [Fact]
    public void Numbers_a_little_outside_where_training_had_bytes_are_blamed_on_their_kind()
    {
        using var model = Trained(new Bernoulli(), ScalingKind.None, new ByteExamples([0, 255], DataShape.Row(2)));
        Check(model, Numbers(0.5f, 1.5f), "the model was trained on bytes, read as value / 255, but these are floating-point numbers from 0.5 to 1.5");
        Check(model, Numbers(0, 1), null);
    }

    private static FloatExamples Numbers(params float[] values) => new(values, DataShape.Row(2));

    private static Autoencoder Trained(Loss loss, ScalingKind scale, Examples training)
    {
        var model = Recipes.Ae(Networks.Dense(DataShape.Row(2), [4], 1), loss).Build(1);
        model.Preparation = DataPreparation.Fit(scale, training);
        return model;
    }

    private static void Check(Autoencoder model, Examples given, string? refusal)
    {
        if (refusal is null) Assert.Equal(given.Count, model.Preparation.Apply(given).Count);
        else Assert.Contains(refusal, Assert.Throws<HourglassException>(() => model.Preparation.Apply(given)).Message, StringComparison.Ordinal);
    }
}
