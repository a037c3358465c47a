using Hourglass.Objectives;

namespace Hourglass.Engines.Fused.Terms;

/// <summary>A term of the objective and the operation that computes it.</summary>
/// <param name="Term">The term.</param>
/// <param name="Operation">The operation that computes it.</param>
/// <param name="InLoss">Whether it is one of the first player's, whose loss is reported.</param>
internal sealed record FusedTerm(ObjectiveTerm Term, ITermOperation Operation, bool InLoss = true);
