using Hourglass.Objectives;

namespace Hourglass.Engines.Fused;

/// <summary>A term of the objective and the operation that computes it.</summary>
/// <param name="Term">The term.</param>
/// <param name="Operation">What computes it.</param>
internal sealed record FusedTerm(ObjectiveTerm Term, ITermOperation Operation);
