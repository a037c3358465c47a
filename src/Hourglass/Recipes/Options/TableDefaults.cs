using System.Globalization;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>Defaults of options for tables, which have fewer examples than picture data and need other steps.</summary>
internal static class TableDefaults
{
    private const int LeastEpochs = 25;
    private const int MostEpochs = 100;
    private const int Steps = 1000;

    // Several networks fill cells better than one; their cost counts in larger tables, where the gain is less.
    private const int SmallTable = 10_000;
    private const int Networks = 8;

    // Beyond it, a random order of all rows would read a file larger than memory page by page: blocks of some pages per column, shuffled in windows that fit into
    // the processor's cache.
    private const int ManyRows = 2_000_000;
    private const int BlockRows = 1 << 14;
    private const int WindowBlocks = 16;

    /// <summary>The options by name.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="settings">The given options, on which others depend.</param>
    public static Dictionary<string, string> For(int rows, SettingValues settings)
    {
        var batch = settings.Has(TrainingParameters.Batch) ? (int)settings.Get(TrainingParameters.Batch)! : Math.Clamp(rows / 16, 32, 512);
        var epochs = settings.Has(TrainingParameters.Epochs)
            ? (int)settings.Get(TrainingParameters.Epochs)!
            : Math.Clamp((int)Math.Ceiling((double)Steps * batch / rows), LeastEpochs, MostEpochs);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["batch"] = Text(batch),
            ["epochs"] = Text(epochs),
            ["optimizer"] = "adamw",
            ["weight_decay"] = "0.3",
            ["learning_rate"] = "0.004",
            ["schedule"] = "cosine",
            ["learning_rate_warmup"] = Text(0.2 * epochs),
            ["warmup"] = Text(0.3 * epochs),
            ["hidden"] = "[256]",
            ["context_networks"] = rows <= SmallTable ? Text(Networks) : "1",
            ["shuffle_block"] = Text(rows > ManyRows ? BlockRows : 0),
            ["shuffle_window"] = Text(rows > ManyRows ? WindowBlocks : 1),
        };
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
