using Hourglass.Codes;
using Hourglass.Numerics;

namespace Hourglass.Objectives;

/// <summary>Part of a model that follows an objective of its own: a critic, or a decoder with a tighter bound than its encoder's.</summary>
/// <param name="Name">Stands before its figures, such as <c>critic</c>.</param>
/// <param name="Owns">The parts whose weights follow it, by the start of their stable names: <c>critic</c>, <c>decoder</c>.</param>
/// <param name="Objective">What it minimises: the weighted sum of these terms.</param>
public sealed record Player<TCode>(string Name, ValueList<string> Owns, ValueList<IObjectiveTerm<TCode>> Objective)
    where TCode : Code;
