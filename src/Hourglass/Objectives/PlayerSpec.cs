using Hourglass.Numerics;

namespace Hourglass.Objectives;

/// <summary>A <see cref="Player{TCode}"/> as a value that is independent of the kind of code.</summary>
/// <param name="Name">Prefix of its figures.</param>
/// <param name="Owns">The parts whose weights it owns, by the prefix of their stable names.</param>
/// <param name="Objective">The terms it minimises.</param>
public sealed record PlayerSpec(string Name, ValueList<string> Owns, ValueList<ObjectiveTerm> Objective);
