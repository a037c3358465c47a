namespace Hourglass.Cli.Commands;

/// <summary>What the benchmark is asked to measure.</summary>
/// <param name="Rounds">How often each is timed; 1 or more.</param>
/// <param name="Seconds">About how long each time, above 0.</param>
/// <param name="Quick">Whether fewer sizes are measured.</param>
/// <param name="Sections">Some of <see cref="AllSections"/>.</param>
/// <param name="File">The page that the tables are written to; null for none.</param>
internal sealed record BenchRequest(int Rounds, double Seconds, bool Quick, IReadOnlyList<string> Sections, string? File)
{
    /// <summary>Everything that can be measured, in the order in which it is.</summary>
    public static IReadOnlyList<string> AllSections { get; } = ["training", "inference", "agreement", "threads", "process", "growth"];
}
