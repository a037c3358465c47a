using Hourglass.Engines;

namespace Hourglass.Training;

/// <summary>How a model is trained. The defaults suit small pictures and tables.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training data; at least 1. Default 20.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Examples a step; at least 1. Default 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Decides weights, data order, noise and the validation split: equal seeds give equal runs, bit for bit. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The update rule. Default Adam.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>Adam's forgetting of gradients, also Adamax's; 0 to below 1. Default 0.9.</summary>
    public double AdamBeta1 { get; init; } = 0.9;

    /// <summary>Adam's forgetting of squared gradients, also Adamax's of the largest; 0 to below 1. Default 0.999.</summary>
    public double AdamBeta2 { get; init; } = 0.999;

    /// <summary>What Adam adds to the root of the mean squared gradient of the loss in nats per example; above 0. Default 1e-8.</summary>
    public double AdamEpsilon { get; init; } = 1e-8;

    /// <summary>Whether RMSprop takes the square of the mean gradient off the mean of its squares. Default false.</summary>
    public bool RmsPropCentered { get; init; }

    /// <summary>Where the decoder's last biases start. Default: where it helps, at the mean example.</summary>
    public OutputBias OutputBias { get; init; } = OutputBias.Auto;

    /// <summary>The learning rate at its highest; above 0. Default 0.001.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>How the learning rate changes. Default constant.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>Epochs over which the learning rate first rises, the first step having its n-th part where n steps are made meanwhile; 0 or more. Default 0.</summary>
    public double LearningRateWarmup { get; init; }

    /// <summary>Weight decay; 0 or more. Default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>The largest norm of the whole gradient, of the loss in nats per example; 0 for no limit. Default 0.</summary>
    public double Clip { get; init; }

    /// <summary>Stop after this many epochs without a better validation loss; 0 for never. Default 0.</summary>
    public int Patience { get; init; }

    /// <summary>Part of the training data held out to judge epochs by, in [0, 0.9]; the best epoch's weights are kept. 0: the last epoch's are. Default 0.</summary>
    public double Validation { get; init; }

    /// <summary>
    /// Examples a block, 0 or more: each epoch takes blocks of neighbouring examples in random order, and the examples of a block in random
    /// order, which suits data that is read fastest in one piece. 0: any example may come anywhere. Default 0.
    /// </summary>
    public int ShuffleBlock { get; init; }

    /// <summary>What computes the steps. Default: our own vector code where it can, else libtorch.</summary>
    public Engine Engine { get; init; }

    /// <summary>Lists what is out of range, one sentence a violation.</summary>
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
        if (Patience > 0 && Validation == 0) yield return $"patience is {Patience} but validation is 0, so there is nothing to judge by; give validation, such as 0.1.";
    }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="epoch">Epochs of the stage done before it; fractions count steps.</param>
    /// <param name="epochs">Epochs of the whole stage.</param>
    /// <param name="step">The part of an epoch that a step is. In the warm-up a step has the rate of its end, so that the first has one above 0.</param>
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
