namespace Hourglass.Tests.Contracts;

/// <summary>What one training gave.</summary>
/// <param name="Weights">
/// SHA-256 of all weights in the order of their names, by <see cref="GoldenTable.Processor"/>: the elementwise code that libtorch chooses for a processor
/// takes part in initialisation and validation, so it decides last digits.
/// </param>
/// <param name="Figures">Sums over weights and results, and the metrics of an evaluation.</param>
public sealed record GoldenEntry(SortedDictionary<string, string> Weights, SortedDictionary<string, double> Figures);
