using Hourglass.Engines;
using Hourglass.Settings;
using Hourglass.Training;

namespace Hourglass;

/// <summary>Options of training.</summary>
internal static class TrainingParameters
{
    private static readonly TrainingOptions Defaults = new();

    public static readonly IntegerParameter Epochs = new("epochs", Defaults.Epochs, 1, 1_000_000, "passes over the training data");

    public static readonly IntegerParameter Batch = new("batch", Defaults.BatchSize, 1, 1_000_000, "examples a step");

    public static readonly IntegerParameter Seed = new("seed", (long)Defaults.Seed, 0, long.MaxValue, "decides weights, data order and noise; equal seeds give equal runs");

    public static readonly ChoiceParameter<OptimizerKind> Optimizer = new("optimizer", Defaults.Optimizer, "the update rule");

    public static readonly NumberParameter AdamBeta1 = new("adam_beta_one", Defaults.AdamBeta1, 0, Math.BitDecrement(1.0), "adam's and adamax's share of earlier gradients in their running mean");

    public static readonly NumberParameter AdamBeta2 = new("adam_beta_two", Defaults.AdamBeta2, 0, Math.BitDecrement(1.0), "the same for squared gradients (adamax: for the largest one)");

    public static readonly NumberParameter AdamEpsilon = new("adam_epsilon", Defaults.AdamEpsilon, double.Epsilon, double.PositiveInfinity, "what adam and adamax add to a gradient's size, for the loss in nats per example");

    public static readonly FlagParameter RmsPropCentered = new("rmsprop_centered", Defaults.RmsPropCentered, "whether rmsprop divides by the gradient's deviation, not by the root of its mean square");

    public static readonly NumberParameter LearningRate = new("learning_rate", Defaults.LearningRate, double.Epsilon, double.PositiveInfinity, "the learning rate at its highest");

    public static readonly ChoiceParameter<LearningRateSchedule> Schedule = new("schedule", Defaults.Schedule, "how the learning rate changes over the run; staircase falls by 10^(-1/7) after 1, 4, 13, 40, ... epochs, whatever their number");

    public static readonly NumberParameter LearningRateWarmup = new("learning_rate_warmup", 0, 0, double.PositiveInfinity, "epochs over which the learning rate first rises from 0");

    public static readonly ChoiceParameter<OutputBias> OutputBias = new("output_bias", Defaults.OutputBias, "where the decoder's last biases start: at 0, at the mean example, or there where codes are bounded");

    public static readonly NumberParameter WeightDecay = new("weight_decay", 0, 0, double.PositiveInfinity, "weight decay");

    public static readonly NumberParameter Clip = new("clip", 0, 0, double.PositiveInfinity, "largest norm of the whole gradient; 0 for no limit");

    public static readonly IntegerParameter Patience = new("patience", 0, 0, 1_000_000, "stop after this many epochs without a better validation loss; 0 for never");

    public static readonly NumberParameter Validation = new("validation", 0, 0, 0.9, "part of the training data held out to judge epochs by; the best epoch's weights are kept");

    public static readonly IntegerParameter ShuffleBlock = new("shuffle_block", Defaults.ShuffleBlock, 0, 1_000_000_000, "0: an epoch takes the examples in any order; n: blocks of n neighbours in random order, and the examples of each");

    public static readonly ChoiceParameter<Engine> Engine = new("engine", Defaults.Engine, "what computes the steps: our own vector code, libtorch, or the former where it can");

    public static IReadOnlyList<Parameter> All { get; } =
        [Epochs, Batch, Seed, Optimizer, AdamBeta1, AdamBeta2, AdamEpsilon, RmsPropCentered, LearningRate, Schedule, LearningRateWarmup, OutputBias, WeightDecay, Clip, Patience, Validation, ShuffleBlock, Engine];

    /// <summary>The options as one value. Patience without validation holds out a tenth.</summary>
    public static TrainingOptions Read(SettingValues settings)
    {
        var patience = (int)settings.Get(Patience)!;
        return new TrainingOptions
        {
            Epochs = (int)settings.Get(Epochs)!,
            BatchSize = (int)settings.Get(Batch)!,
            Seed = (ulong)settings.Get(Seed)!,
            Optimizer = settings.Get(Optimizer),
            AdamBeta1 = settings.Get(AdamBeta1),
            AdamBeta2 = settings.Get(AdamBeta2),
            AdamEpsilon = settings.Get(AdamEpsilon),
            RmsPropCentered = settings.Get(RmsPropCentered),
            OutputBias = settings.Get(OutputBias),
            LearningRate = settings.Get(LearningRate),
            Schedule = settings.Get(Schedule),
            LearningRateWarmup = settings.Get(LearningRateWarmup),
            WeightDecay = settings.Get(WeightDecay),
            Clip = settings.Get(Clip),
            Patience = patience,
            Validation = patience > 0 && !settings.Has(Validation) ? 0.1 : settings.Get(Validation),
            ShuffleBlock = (int)settings.Get(ShuffleBlock)!,
            Engine = settings.Get(Engine),
        };
    }
}
