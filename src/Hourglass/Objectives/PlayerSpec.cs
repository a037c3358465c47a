using Hourglass.Numerics;

namespace Hourglass.Objectives;

/// <summary>A <see cref="Player{TCode}"/> as a value that does not know the kind of code.</summary>
/// <param name="Name">Stands before its figures.</param>
/// <param name="Owns">The parts whose weights follow it, by the start of their stable names.</param>
/// <param name="Objective">The terms it minimises.</param>
public sealed record PlayerSpec(string Name, ValueList<string> Owns, ValueList<ObjectiveTerm> Objective);
