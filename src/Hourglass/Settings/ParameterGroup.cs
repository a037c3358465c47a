namespace Hourglass.Settings;

/// <summary>Parameters that belong together.</summary>
/// <param name="Title">Title, in lower case.</param>
/// <param name="Parameters">The parameters.</param>
public sealed record ParameterGroup(string Title, IReadOnlyList<Parameter> Parameters);
