using Hourglass.Engines;

namespace Hourglass.Training;

/// <summary>How a model is trained. The defaults suit small pictures and tables.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training data; at least 1. Default 20.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Examples per step; at least 1. Default 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Seed of weights, data order, noise and the validation split: equal seeds give equal runs, bit for bit. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The update rule. Default Adam.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>Decay rate of the mean gradient in Adam and Adamax; 0 to below 1. Default 0.9.</summary>
    public double AdamBeta1 { get; init; } = 0.9;

    /// <summary>Decay rate of the mean squared gradient in Adam, and of the largest gradient in Adamax; 0 to below 1. Default 0.999.</summary>
    public double AdamBeta2 { get; init; } = 0.999;

    /// <summary>Number that Adam adds to the root mean square of the gradient, of the loss in nats per example; above 0. Default 1e-8.</summary>
    public double AdamEpsilon { get; init; } = 1e-8;

    /// <summary>Whether RMSprop subtracts the square of the mean gradient from the mean squared gradient. Default false.</summary>
    public bool RmsPropCentered { get; init; }

    /// <summary>Initial biases of the decoder's last layer. Default: the mean example, if it helps.</summary>
    public OutputBias OutputBias { get; init; } = OutputBias.Auto;

    /// <summary>The peak learning rate; above 0. Default 0.001.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>How the learning rate changes. Default constant.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>Epochs over which the learning rate first rises linearly; of n such steps, the first has 1/n of the peak rate; 0 or more. Default 0.</summary>
    public double LearningRateWarmup { get; init; }

    /// <summary>Weight decay; 0 or more. Default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>The largest norm of the entire gradient, of the loss in nats per example; 0 for no limit. Default 0.</summary>
    public double Clip { get; init; }

    /// <summary>Stop after this many epochs without a better validation loss; 0 for never. Default 0.</summary>
    public int Patience { get; init; }

    /// <summary>
    /// Fraction of the training data held out to evaluate epochs on, in [0, 0.9]; the weights of the best epoch are kept. 0 keeps those of the last epoch.
    /// Default 0.
    /// </summary>
    public double Validation { get; init; }

    /// <summary>
    /// Examples per block, 0 or more: each epoch reads blocks of neighbouring examples in random order, and the examples of a block in random
    /// order, which suits data that is read fastest sequentially. 0 shuffles all examples. Default 0.
    /// </summary>
    public int ShuffleBlock { get; init; }

    /// <summary>What computes the steps. Default: the fused engine if it supports the model, else libtorch.</summary>
    public Engine Engine { get; init; }

    /// <summary>Lists what is out of range, one sentence per violation.</summary>
    public IEnumerable<string> Violations()
    {
        if (Epochs < 1) yield return $"epochs is {Epochs}; give 1 or more.";
        if (BatchSize < 1) yield return $"batch is {BatchSize}; give 1 or more.";
        if (!(LearningRate > 0) || !double.IsFinite(LearningRate)) yield return $"learning_rate is {LearningRate}; give a number above 0, such as 0.001.";
        if (!(AdamBeta1 is >= 0 and < 1)) yield return $"adam_beta_one is {AdamBeta1}; give a number from 0 to below 1, such as 0.9.";
        if (!(AdamBeta2 is >= 0 and < 1)) yield return $"adam_beta_two is {AdamBeta2}; give a number from 0 to below 1, such as 0.999.";
        if (!(AdamEpsilon > 0)) yield return $"adam_epsilon is {AdamEpsilon}; give a number above 0, such as 1e-8.";
        if (!(LearningRateWarmup >= 0)) yield return $"learning_rate_warmup is {LearningRateWarmup}; give 0 or more epochs.";
        if (!(WeightDecay >= 0)) yield return $"weight_decay is {WeightDecay}; give 0 or more.";
        if (!(Clip >= 0)) yield return $"clip is {Clip}; give 0 (no limit) or more.";
        if (Patience < 0) yield return $"patience is {Patience}; give 0 (never stop early) or more epochs.";
        if (ShuffleBlock < 0) yield return $"shuffle_block is {ShuffleBlock}; give 0 (any example anywhere) or the examples of a block, such as 4096.";
        if (!(Validation is >= 0 and <= 0.9)) yield return $"validation is {Validation}; give a part between 0 and 0.9.";
        if (Patience > 0 && Validation == 0)
            yield return $"patience is {Patience} but validation is 0, so there is nothing to evaluate epochs on; give validation, such as 0.1.";
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
