using Hourglass.Codes;
using Hourglass.Numerics;

namespace Hourglass.Objectives;

/// <summary>A part of a model with its own objective: a critic, or a decoder with a tighter bound than its encoder.</summary>
/// <param name="Name">Prefix of its figures, such as <c>critic</c>.</param>
/// <param name="Owns">The parts whose weights it owns, by the prefix of their stable names: <c>critic</c>, <c>decoder</c>.</param>
/// <param name="Objective">The terms whose weighted sum it minimises.</param>
public sealed record Player<TCode>(string Name, ValueList<string> Owns, ValueList<IObjectiveTerm<TCode>> Objective)
    where TCode : Code;
