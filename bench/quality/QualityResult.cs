using Hourglass.Runs;

namespace Hourglass.Quality;

/// <summary>What one seed of a row reached.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Document">What was asked of the training and what became of it.</param>
/// <param name="Values">The row's figures in order.</param>
/// <param name="Threads">Processor threads of the training, where known.</param>
internal sealed record QualityResult(long Seed, RunDocument Document, IReadOnlyList<double> Values, int? Threads);
