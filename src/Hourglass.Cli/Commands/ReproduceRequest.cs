namespace Hourglass.Cli.Commands;

/// <summary>What <c>reproduce</c> is asked for.</summary>
/// <param name="Rows">The names of rows; none for all that are not finished.</param>
/// <param name="Budget">How long to train.</param>
/// <param name="List">Whether the rows are only listed.</param>
/// <param name="Runs">The folder of the runs; null for that of the repository.</param>
internal sealed record ReproduceRequest(IReadOnlyList<string> Rows, ReproduceBudget Budget, bool List, string? Runs);
