namespace Hourglass.Training;

/// <summary>Some of the data were read; comes before <see cref="DataRead"/>, for data whose reading may take long.</summary>
/// <param name="Rows">How much of it is done.</param>
public sealed record DataReading(RowsDone Rows) : RunEvent;
