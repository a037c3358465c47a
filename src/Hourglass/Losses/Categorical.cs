using Hourglass.Data;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>
/// Independent features that each take one of a few values, evenly spaced over [0, 1], with a probability for each value: the decoder
/// gives the logits of all features for the first value, then for the second, and so on. Values between count as the nearest level. With 2 levels it
/// is the Bernoulli loss on binary data.
/// </summary>
/// <param name="Levels">Number of values, including 0 and 1; at least 2.</param>
public sealed record Categorical(
    [property: Setting("number of values per feature for the categorical loss, evenly spaced over [0, 1]", Name = "loss_levels", Least = 2, Most = 1024)]
    int Levels) : IndependentLoss
{
    private static readonly OptionSet<Categorical> Declared = new(() => new Categorical(8));

    /// <summary>The choice <c>loss=categorical</c>.</summary>
    public static LossChoice Choice { get; } = LossChoice.Of("categorical", "a probability for each of loss_levels values", Declared);

    /// <inheritdoc/>
    public override bool NeedsUnitInterval => true;

    /// <inheritdoc/>
    protected override int OutputsPerFeature => Levels;

    /// <inheritdoc/>
    public override int? DiscreteValues => Levels;

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape) => Declared.Violations(this);

    /// <inheritdoc/>
    public override Tensor PerFeature(Tensor output, Tensor target)
    {
        var level = (target * (Levels - 1)).round().to_type(ScalarType.Int64).unsqueeze(1);
        return ByLevel(output).log_softmax(1).gather(1, level).squeeze(1).neg();
    }

    /// <inheritdoc/>
    public override Tensor Mean(Tensor output)
    {
        var values = linspace(0, 1, Levels, dtype: output.dtype).reshape(1, -1, 1);
        return (ByLevel(output).softmax(1) * values).sum(1);
    }

    /// <inheritdoc/>
    public override Tensor Sample(Tensor output, Generator random)
    {
        var cumulative = ByLevel(output).softmax(1).cumsum(1);
        var uniform = rand(output.shape[0], 1, output.shape[1] / Levels, dtype: output.dtype, generator: random);
        var level = cumulative.le(uniform).sum(1).clamp(0, Levels - 1);
        return level.to_type(output.dtype) / (Levels - 1);
    }

    /// <summary>[batch, levels, size].</summary>
    private Tensor ByLevel(Tensor output) => output.reshape(output.shape[0], Levels, -1);
}
