using Hourglass.Engines;
using Hourglass.Settings;
using Hourglass.Training;

namespace Hourglass;

/// <summary>Options of training.</summary>
internal static class TrainingParameters
{
    private static readonly TrainingOptions Defaults = new();

    public static readonly IntegerParameter Epochs = new("epochs", Defaults.Epochs, 1, 1_000_000, "passes over the training data");

    public static readonly IntegerParameter Batch = new("batch", Defaults.BatchSize, 1, 1_000_000, "examples per step");

    public static readonly IntegerParameter Seed = new("seed", (long)Defaults.Seed, 0, long.MaxValue,
        "sets initial weights, data order and noise; equal seeds give equal runs");

    public static readonly ChoiceParameter<OptimizerKind> Optimizer = new("optimizer", Defaults.Optimizer, "the update rule");

    public static readonly NumberParameter AdamBeta1 = new("adam_beta_one", Defaults.AdamBeta1, 0, Math.BitDecrement(1.0),
        "decay rate of the running mean of gradients (adam, adamw, adamax)");

    public static readonly NumberParameter AdamBeta2 = new("adam_beta_two", Defaults.AdamBeta2, 0, Math.BitDecrement(1.0),
        "decay rate of the running mean of squared gradients (adamax: of their maximum)");

    public static readonly NumberParameter AdamEpsilon = new("adam_epsilon", Defaults.AdamEpsilon, double.Epsilon, double.PositiveInfinity,
        "term added to the denominator of the adam, adamw and adamax update, for a loss in nats per example");

    public static readonly FlagParameter RmsPropCentered = new("rmsprop_centered", Defaults.RmsPropCentered,
        "divide by the standard deviation of the gradient instead of its root mean square (rmsprop)");

    public static readonly NumberParameter LearningRate = new("learning_rate", Defaults.LearningRate, double.Epsilon, double.PositiveInfinity,
        "maximum learning rate");

    public static readonly ChoiceParameter<LearningRateSchedule> Schedule = new("schedule", Defaults.Schedule,
        "learning rate schedule; staircase multiplies the rate by 10^(-1/7) after 1, 4, 13, 40, ... epochs, regardless of epochs");

    public static readonly NumberParameter LearningRateWarmup = new("learning_rate_warmup", 0, 0, double.PositiveInfinity,
        "epochs over which the learning rate rises from 0 at the start");

    public static readonly ChoiceParameter<OutputBias> OutputBias = new("output_bias", Defaults.OutputBias,
        "initial bias of the decoder output: 0, the mean example, or (auto) the mean example if codes are bounded, else 0");

    public static readonly NumberParameter WeightDecay = new("weight_decay", 0, 0, double.PositiveInfinity, "weight decay");

    public static readonly NumberParameter Clip = new("clip", 0, 0, double.PositiveInfinity, "maximum gradient norm; 0 disables clipping");

    public static readonly IntegerParameter Patience = new("patience", 0, 0, 1_000_000,
        "stop after this many epochs without a better validation loss; 0 disables early stopping");

    public static readonly NumberParameter Validation = new("validation", 0, 0, 0.9,
        "fraction of the training data held out for validation; the weights of the best epoch are kept");

    public static readonly IntegerParameter ShuffleBlock = new("shuffle_block", Defaults.ShuffleBlock, 0, 1_000_000_000,
        "0: shuffle all examples in each epoch; n: shuffle blocks of n consecutive examples, and the examples within each block");

    public static readonly ChoiceParameter<Engine> Engine = new("engine", Defaults.Engine,
        "what computes the training steps: libtorch (torch), our own vectorised code (fused), or fused where it supports the model (auto)");

    public static IReadOnlyList<Parameter> All { get; } =
        [Epochs, Batch, Seed, Optimizer, AdamBeta1, AdamBeta2, AdamEpsilon, RmsPropCentered, LearningRate, Schedule, LearningRateWarmup, OutputBias,
            WeightDecay, Clip, Patience, Validation, ShuffleBlock, Engine];

    /// <summary>The options as one value. Patience without validation holds out a tenth of the data.</summary>
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
