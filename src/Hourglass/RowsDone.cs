namespace Hourglass;

/// <summary>Progress of a computation, reported after each chunk on the calling thread.</summary>
/// <param name="Part">What is being computed, such as "encoding" or "nearest neighbours".</param>
/// <param name="Done">Number of rows (or other equal parts of the work) that are done.</param>
/// <param name="Total">Total number of rows of this part.</param>
public sealed record RowsDone(string Part, int Done, int Total);
