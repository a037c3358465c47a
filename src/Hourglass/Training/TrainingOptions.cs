using Hourglass.Engines;
using Hourglass.Settings;

namespace Hourglass.Training;

/// <summary>How a model is trained. The defaults suit small images and tables. Each attribute gives the range and the meaning of an option.</summary>
public sealed record TrainingOptions
{
    /// <summary>The options that can be set by name, with their ranges, defaults and meanings.</summary>
    public static IReadOnlyList<Parameter> Parameters => Declared.Parameters;

    internal static OptionSet<TrainingOptions> Declared { get; } = new(() => new TrainingOptions());

    /// <summary>Passes over the training data.</summary>
    [Setting("passes over the training data", Least = 1, Most = 1_000_000)]
    public int Epochs { get; init; } = 20;

    /// <summary>Examples per step.</summary>
    [Setting("examples per step", Name = "batch", Least = 1, Most = 1_000_000)]
    public int BatchSize { get; init; } = 128;

    /// <summary>Seed of the initial weights, the data order, noise and the validation split: equal seeds give equal runs, bit for bit.</summary>
    [Setting("random seed for initial weights, data order and noise; equal seeds give equal runs", Least = 0)]
    public ulong Seed { get; init; } = 1;

    /// <summary>The update rule.</summary>
    [Setting("update rule")]
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>Decay rate of the mean gradient in Adam, AdamW and Adamax.</summary>
    [Setting("decay rate of the running mean of gradients (adam, adamw, adamax)", Name = "adam_beta_one", Least = 0, BelowOne = true)]
    public double AdamBeta1 { get; init; } = 0.9;

    /// <summary>Decay rate of the mean squared gradient in Adam and AdamW, and of the largest gradient in Adamax.</summary>
    [Setting("decay rate of the running mean of squared gradients (adam, adamw), or of the running maximum of gradients (adamax)",
        Name = "adam_beta_two", Least = 0, BelowOne = true)]
    public double AdamBeta2 { get; init; } = 0.999;

    /// <summary>Number that Adam adds to the root mean square of the gradient, of the loss in nats per example.</summary>
    [Setting("number added to the denominator of the update, for a loss in nats per example (adam, adamw, adamax)", AboveZero = true)]
    public double AdamEpsilon { get; init; } = 1e-8;

    /// <summary>Whether RMSprop subtracts the square of the mean gradient from the mean squared gradient.</summary>
    [Setting("divide by the standard deviation of the gradient instead of its root mean square (rmsprop)", Name = "rmsprop_centered")]
    public bool RmsPropCentered { get; init; }

    /// <summary>The peak learning rate.</summary>
    [Setting("maximum learning rate", AboveZero = true)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>How the learning rate changes.</summary>
    [Setting("learning rate schedule; staircase multiplies the rate by 10^(-1/7) after 1, 4, 13, 40, ... epochs, whatever the number of epochs")]
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>Epochs over which the learning rate first rises linearly; of n such steps, the first has 1/n of the peak rate.</summary>
    [Setting("epochs over which the learning rate rises linearly at the start", Least = 0)]
    public double LearningRateWarmup { get; init; }

    /// <summary>Initial biases of the decoder's last layer.</summary>
    [Setting("initial bias of the decoder output: 0, the mean example, or (auto) the mean example if codes are bounded, else 0")]
    public OutputBias OutputBias { get; init; } = OutputBias.Auto;

    /// <summary>Weight decay.</summary>
    [Setting("weight decay", Least = 0)]
    public double WeightDecay { get; init; }

    /// <summary>The largest norm of the entire gradient, of the loss in nats per example; 0 for no limit.</summary>
    [Setting("maximum gradient norm; 0 disables clipping", Least = 0)]
    public double Clip { get; init; }

    /// <summary>Number of epochs without a better validation loss after which training stops; 0 for never.</summary>
    [Setting("stop after this many epochs without a better validation loss; 0 disables early stopping", Least = 0, Most = 1_000_000)]
    public int Patience { get; init; }

    /// <summary>
    /// Fraction of the training data held out to evaluate epochs on; the weights of the best epoch are kept. With 0, those of the last epoch are.
    /// </summary>
    [Setting("fraction of the training data held out for validation; the weights of the best epoch are kept", Least = 0, Most = 0.9)]
    public double Validation { get; init; }

    /// <summary>
    /// Examples per block: each epoch reads blocks of neighbouring examples in random order, and the examples of <see cref="ShuffleWindow"/> blocks in random
    /// order, which suits data that is read fastest sequentially. 0 shuffles all examples. Tables of more than two million rows use 16,384 by default.
    /// </summary>
    [Setting("0: shuffle all examples in each epoch; n: shuffle blocks of n consecutive examples, and the examples within a window of blocks",
        Least = 0, Most = 1_000_000_000)]
    public int ShuffleBlock { get; init; }

    /// <summary>Blocks whose examples are shuffled together, if <see cref="ShuffleBlock"/> is not 0.</summary>
    [Setting("blocks whose examples are shuffled together, with shuffle_block", Least = 1, Most = 1_000_000_000)]
    public int ShuffleWindow { get; init; } = 1;

    /// <summary>What computes the steps.</summary>
    [Setting("what computes the training steps: libtorch (torch), our own vectorised code (fused), or fused where it supports the model (auto)")]
    public Engine Engine { get; init; }

    /// <summary>Lists what is out of range, one sentence per violation.</summary>
    public IEnumerable<MessageText> Violations()
    {
        foreach (var violation in Declared.Violations(this)) yield return violation;
        if (Patience > 0 && Validation == 0)
            yield return $"{What("patience")} is {Got(Patience)} but validation is 0, so there is nothing to evaluate epochs on; give " +
                $"{Allowed("validation, such as 0.1")}.";
    }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="epoch">Epochs of the stage done before it; fractions count steps.</param>
    /// <param name="epochs">Epochs of the whole stage.</param>
    /// <param name="step">A step as a fraction of an epoch. In the warm-up a step has the rate at its end, so that the first rate is above 0.</param>
    internal double LearningRateAt(double epoch, int epochs, double step)
    {
        var progress = Math.Min(1, epoch / epochs);
        var rate = Schedule switch
        {
            LearningRateSchedule.Linear => LearningRate * (1 - progress),
            LearningRateSchedule.Cosine => LearningRate * 0.5 * (1 + Math.Cos(Math.PI * progress)),
            LearningRateSchedule.Exponential => LearningRate * Math.Pow(0.01, progress),
            LearningRateSchedule.Staircase => LearningRate * Math.Pow(10, -Stair(epoch) / 7.0),
            _ => LearningRate,
        };
        return LearningRateWarmup > 0 ? rate * Math.Min(1, (epoch + step) / LearningRateWarmup) : rate;
    }

    /// <summary>The stage i = 0..7 of the staircase, of 3^i epochs each, in which <paramref name="epoch"/> epochs are done.</summary>
    private static int Stair(double epoch)
    {
        var (stage, end, length) = (0, 1, 1);
        while (stage < 7 && epoch >= end)
        {
            stage++;
            length *= 3;
            end += length;
        }

        return stage;
    }
}
