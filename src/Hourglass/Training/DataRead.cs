namespace Hourglass.Training;

/// <summary>The data were read; comes first of all.</summary>
/// <param name="Data">Their name.</param>
/// <param name="Notes">What a person should know of how they were read, one sentence each.</param>
public sealed record DataRead(string Data, IReadOnlyList<string> Notes) : RunEvent;
