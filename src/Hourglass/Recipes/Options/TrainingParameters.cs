using Hourglass.Settings;
using Hourglass.Training;

namespace Hourglass;

/// <summary>The options of training that other code refers to; <see cref="TrainingOptions"/> declares all of them.</summary>
internal static class TrainingParameters
{
    /// <summary>The fraction that is held out if held-out examples are needed and <see cref="Validation"/> is not given.</summary>
    public const double DefaultValidation = 0.1;

    public static readonly IntegerParameter Epochs = TrainingOptions.Declared.Of<IntegerParameter>(nameof(TrainingOptions.Epochs));

    public static readonly IntegerParameter Batch = TrainingOptions.Declared.Of<IntegerParameter>(nameof(TrainingOptions.BatchSize));

    public static readonly IntegerParameter Seed = TrainingOptions.Declared.Of<IntegerParameter>(nameof(TrainingOptions.Seed));

    public static readonly Parameter Optimizer = TrainingOptions.Declared.Of<Parameter>(nameof(TrainingOptions.Optimizer));

    public static readonly NumberParameter Validation = TrainingOptions.Declared.Of<NumberParameter>(nameof(TrainingOptions.Validation));

    public static IReadOnlyList<Parameter> All => TrainingOptions.Parameters;

    /// <summary>The options as one value. Patience without validation holds out a tenth of the data.</summary>
    public static TrainingOptions Read(SettingValues settings)
    {
        var options = TrainingOptions.Declared.Read(settings);
        return options.Patience > 0 && !settings.Has(Validation) ? options with { Validation = DefaultValidation } : options;
    }
}
