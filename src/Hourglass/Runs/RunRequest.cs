namespace Hourglass.Runs;

/// <summary>A request for training into a folder.</summary>
/// <param name="Data">The data's descriptor, such as <c>mnist</c>.</param>
/// <param name="Model">The recipe's name.</param>
/// <param name="Settings">Options by name.</param>
/// <param name="Output">The run's folder.</param>
public sealed record RunRequest(string Data, string Model, IReadOnlyDictionary<string, string> Settings, string Output);
