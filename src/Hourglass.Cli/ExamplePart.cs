using Hourglass.Data;
using Hourglass.Settings;

namespace Hourglass.Cli;

/// <summary>The split selected by <c>--split</c>.</summary>
internal static class ExamplePart
{
    /// <summary>The examples of a split, in source units.</summary>
    /// <param name="data">The data.</param>
    /// <param name="split">all, test or train; null for test if the data have a test split, else all.</param>
    /// <exception cref="UsageException">There is no such part.</exception>
    public static Examples Choose(Dataset data, string? split) => split switch
    {
        null => data.Whole ?? data.Test,
        "all" => data.Whole
            ?? throw new UsageException($"{What("split")} is '{Got("all")}', but the data '{data.Name}' have a test split; give {Allowed("test or train")}."),
        "test" => data.Test,
        "train" => data.Train,
        _ => throw new UsageException($"{What("split")} is '{Got(split)}'; {Nearest.Hint(split, ["all", "test", "train"])}give " +
            $"{Allowed("all, test or train")}."),
    };
}
